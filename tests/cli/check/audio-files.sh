#!/usr/bin/env bash
# For a sheet whose files have to be converted, the layout and the codes are checked.
tone --rate 48000 --sectors 250 a.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook check -v a.cue
redbook check --profile plant a.cue
