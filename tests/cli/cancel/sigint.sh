#!/usr/bin/env bash
# Long enough to be interrupted: minutes of audio to be converted.
tone --kind noise --rate 44056 --channels 1 --encoding u8 --seconds 200 a.wav # no small ratio: the slow path
# A shell without job control starts background jobs with SIGINT ignored, hence env.
env --default-signal=INT true 2>/dev/null || { echo "env cannot reset signals here"; exit 77; }
env --default-signal=INT redbook author --jobs 1 a.wav -o out.cue &
for _ in {1..500}; do
    [ ! -s out.bin.redbook-stash ] || break
    sleep 0.02
done
kill -INT $!
wait $!
