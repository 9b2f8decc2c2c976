#!/usr/bin/env bash
# The image is written anyway.
tone --sectors 200 a.wav
redbook author --short-tracks allow --fail-on warning a.wav -o out.cue
status=$?
ls
exit $status
