#!/usr/bin/env bash
# A FIFO must not be opened, or this would wait forever.
mkfifo a.wav
redbook author a.wav -o out.cue
