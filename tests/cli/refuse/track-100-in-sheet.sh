#!/usr/bin/env bash
tone --sectors 300 a.wav
for n in {1..100}; do
    printf 'FILE "a.wav" WAVE\n  TRACK %02d AUDIO\n    INDEX 01 00:00:00\n' "$n"
done >in.cue
redbook author in.cue -o out.cue
