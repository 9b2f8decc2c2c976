#!/usr/bin/env bash
tone --format raw-be --sectors 400 a.pcm
tone --format wav --sectors 400 a.wav
redbook author --raw s16be:44100:2 a.pcm -o out.cue || exit
tail -c +45 a.wav | cmp - out.bin
