#!/usr/bin/env bash
# A sheet that states WAVE for samples without a header.
tone --format raw-le --sectors 400 a.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >in.cue
redbook author in.cue -o out.cue
