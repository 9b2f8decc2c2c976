#!/usr/bin/env bash
tone --sectors 400 a.wav
printf 'CATALOG 4006381333932\nFILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >in.cue
redbook author in.cue -o out.cue
