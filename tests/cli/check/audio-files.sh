#!/usr/bin/env bash
# Of a sheet that names audio files the layout and the codes are checked.
tone --sectors 200 a.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook check -v a.cue
redbook check --profile plant a.cue
