#!/usr/bin/env bash
# The format of a file is recognised by its content, not by its name.
tone --format flac --sectors 400 a.wav
tone --sectors 400 b.wav
redbook author -v a.wav -o out.cue || exit
tail -c +45 b.wav | cmp - out.bin
