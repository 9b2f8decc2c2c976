#!/usr/bin/env bash
tone --sectors 400 a.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
cp album.cue before
redbook author --force album.cue -o album.cue
status=$?
cmp album.cue before
exit $status
