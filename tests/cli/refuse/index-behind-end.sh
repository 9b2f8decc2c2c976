#!/usr/bin/env bash
tone --sectors 400 a.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:05:26\n' >in.cue
redbook author in.cue -o out.cue
