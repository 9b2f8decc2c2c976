#!/usr/bin/env bash
# An album of files that have to be converted is not an image.
tone --rate 48000 --sectors 400 a.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn plan a.cue
redbook-burn plan --json a.cue | grep -E '"plan"|"status"'
