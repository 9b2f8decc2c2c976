#!/usr/bin/env bash
printf "FILE \"a.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n" >in.cue
tone --sectors 400 b.wav
redbook author b.wav in.cue -o out.cue
