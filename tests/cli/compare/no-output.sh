#!/usr/bin/env bash
# Where the result cannot be written, the exit status is not that of a difference.
tone --sectors 400 a.wav && tone --sectors 500 b.wav
redbook author a.wav -o a.cue && redbook author b.wav -o b.cue || exit
for second in a b; do
    redbook compare a.cue $second.cue >/dev/full
    echo "exit $?"
done
