#!/usr/bin/env bash
# Long enough to be in the middle of: minutes of sound to be converted.
tone --kind noise --rate 96000 --channels 1 --encoding u8 --seconds 200 a.wav
tone --sectors 400 b.wav
redbook author --jobs 1 a.wav -o out.cue 2>/dev/null &
for _ in {1..500}; do
    [ ! -s out.bin.redbook-stash ] || break
    sleep 0.02
done
kill -KILL $!
wait $! 2>/dev/null
ls
redbook author b.wav -o out.cue || exit
ls
tail -c +45 b.wav | cmp - out.bin
