#!/usr/bin/env bash
tone --sectors 300 a.wav
files=()
for n in {1..99}; do files+=(a.wav); done
redbook author "${files[@]}" -o out.cue && grep -c TRACK out.cue && tail -n 1 out.cue
