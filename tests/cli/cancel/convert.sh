#!/usr/bin/env bash
# In the middle of staging the audio of a sheet: nothing of the stage and no file of the target remains.
tone --kind noise --rate 44056 --channels 1 --encoding u8 --seconds 200 a.wav # no small ratio: the slow path
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 01:00:00\n' >a.cue
env --default-signal=INT true 2>/dev/null || { echo "env cannot reset signals here"; exit 77; }
env --default-signal=INT redbook convert --jobs 1 a.cue --target redump -o out.cue &
for _ in {1..500}; do
    [ ! -s out.cue.redbook-source.bin.redbook-stash ] || break
    sleep 0.02
done
kill -INT $!
wait $!
status=$?
ls
exit $status
