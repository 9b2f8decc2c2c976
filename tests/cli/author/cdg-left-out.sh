#!/usr/bin/env bash
# CD+G graphics next to a song are not written, which is reported.
tone --kind music --level 50 --sectors 400 song.wav
head -c 9600 /dev/zero >song.CDG
redbook author song.wav -o out.cue -q --fail-on warning
echo $?
redbook author song.wav -f -o out.cue >/dev/null
