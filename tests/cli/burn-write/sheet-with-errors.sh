#!/usr/bin/env bash
# A sheet whose reader found an error is not burnt.
tone --sectors 700 album.bin
printf 'CATALOG 1234567890123\nFILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
redbook-burn write --device virtual:drive --yes album.cue
echo "exit $?"
ls drive
