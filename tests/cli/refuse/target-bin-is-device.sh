#!/usr/bin/env bash
# What is no file keeps its name, the link that leads to it, too: renaming would put a file in its place.
tone --sectors 400 a.wav
mkfifo pipe.bin
ln -s pipe.bin link.bin
for name in pipe link; do redbook author --force -q a.wav -o $name.cue; done
status=$?
for name in *.bin; do [ -p $name ] && echo "$name is a pipe"; done
exit $status
