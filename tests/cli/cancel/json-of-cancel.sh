#!/usr/bin/env bash
# Long enough to be interrupted: minutes of audio to be converted.
tone --kind noise --rate 44056 --channels 1 --encoding u8 --seconds 200 a.wav # no small ratio: the slow path
redbook author --json --jobs 1 a.wav -o out.cue >found.json &
for _ in {1..500}; do
    [ ! -s out.bin.redbook-stash ] || break
    sleep 0.02
done
kill -TERM $!
wait $!
status=$?
grep -A 2 -e written -e '"error"' found.json
exit $status
