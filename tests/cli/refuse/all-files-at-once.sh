#!/usr/bin/env bash
tone --sectors 400 good.wav
: >empty.wav
printf 'just words, no sound\n' >words.wav
mkdir folder
redbook author missing.wav good.wav empty.wav words.wav folder --mcn 123 -o out.cue
