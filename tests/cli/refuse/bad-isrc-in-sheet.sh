#!/usr/bin/env bash
tone --sectors 400 a.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    ISRC DE-A45-24-0000\n    INDEX 01 00:00:00\n' >in.cue
redbook author in.cue -o out.cue
