#!/usr/bin/env bash
# A sheet whose files have to be converted is not an image: its layout and texts can be compared, its samples cannot.
tone --rate 48000 --sectors 400 a.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook compare a.cue a.cue --ignore samples
redbook compare a.cue a.cue
