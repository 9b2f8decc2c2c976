#!/usr/bin/env bash
tone --frames 588 a.wav
files=()
for n in {1..100}; do files+=(a.wav); done
redbook author "${files[@]}" -o out.cue
