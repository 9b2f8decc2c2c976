#!/usr/bin/env bash
# Not opened, or this would wait for ever.
mkfifo a.wav
redbook author a.wav -o out.cue
