#!/usr/bin/env bash
# What a file is is seen in it, not in its name.
tone --format flac --sectors 400 a.wav
tone --sectors 400 b.wav
redbook author -v a.wav -o out.cue || exit
tail -c +45 b.wav | cmp - out.bin
