#!/usr/bin/env bash
for gap in 2s 150sectors '150 sectors' 00:02:00; do
    tone --sectors 400 a.wav
    redbook author a.wav a.wav --gap "$gap" -f -o out.cue || exit
    grep INDEX out.cue | tr -s '\n' ' '
    stat -c %s out.bin
done
rm -f out.*
redbook author a.wav a.wav --gap 0 -o zero.cue && stat -c %s zero.bin
redbook author a.wav a.wav --gap 2 -o out.cue
