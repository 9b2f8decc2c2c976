#!/usr/bin/env bash
tone --rate 48000 --sectors 400 a.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook extract a.cue -o d
echo "exit $?"
ls
