#!/usr/bin/env bash
# No room for the disc of a virtual drive, here for a limit, is no failure of the drive: reported with what to do, session-at-once,
# raw, track by track and in the transcript.
tone --sectors 1500 album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
for mode in sao raw96 tao; do
    (
        trap '' XFSZ
        ulimit -f 2000
        redbook-burn write --device virtual:$mode --yes --write-mode=$mode album.cue
        echo $?
    )
    grep -c 'cannot be written: File too large' $mode/transcript
done
redbook-burn info -d virtual:sao | grep disc
