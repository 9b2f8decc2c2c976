#!/usr/bin/env bash
# The sources of a disc are not replaced by its own tracks, even with --force and however the paths are written.
tone --sectors 400 '01 One.wav'
printf 'FILE "01 One.wav" WAVE\n  TRACK 01 AUDIO\n    TITLE "One"\n    INDEX 01 00:00:10\n' >album.cue
sum=$(cksum '01 One.wav')
redbook extract -q album.cue -o . --force
echo "exit $?"
mkdir link && ln -s '../01 One.wav' 'link/01 One.wav'
redbook extract -q album.cue -o link --force
echo "exit $?"
[ "$sum" = "$(cksum '01 One.wav')" ] && ls . link
