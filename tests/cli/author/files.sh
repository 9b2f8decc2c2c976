#!/usr/bin/env bash
# There is no output if there is nothing to report.
tone --sectors 400 a.wav
tone --sectors 500 --hz 330 b.wav
redbook author a.wav b.wav -o out.cue || exit
cat out.cue
stat -c '%n %s' out.bin
tail -c +45 a.wav >pcm
tail -c +45 b.wav >>pcm
cmp pcm out.bin
