#!/usr/bin/env bash
tone --sectors 400 song.wav
printf 'FILE "song.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >in.cue
head -c 2048 /dev/zero >game.iso
redbook author --data game.iso in.cue -o out.cue
