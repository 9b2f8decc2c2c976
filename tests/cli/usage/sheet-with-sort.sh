#!/usr/bin/env bash
printf "FILE \"a.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n" >in.cue
redbook author --sort tags in.cue -o out.cue
