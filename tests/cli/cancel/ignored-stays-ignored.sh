#!/usr/bin/env bash
# As under nohup: the hang-up is ignored from the beginning.
tone --sectors 400 a.wav
trap '' HUP
redbook author a.wav -o out.cue &
kill -HUP $!
wait $!
