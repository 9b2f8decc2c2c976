#!/usr/bin/env bash
# The tracks of a sheet of files that pass unchanged can be extracted without an image.
tone --kind music --frames 700000 --seed 1 a.flac
printf 'FILE "a.flac" WAVE\n  TRACK 01 AUDIO\n    TITLE "One"\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:08:00\n' >a.cue
redbook author -q a.cue -o disc.cue
redbook extract -q a.cue -o from-sheet && redbook extract -q disc.cue -o from-image && diff -r from-sheet from-image && ls from-sheet
