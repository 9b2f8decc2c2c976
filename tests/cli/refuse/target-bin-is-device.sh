#!/usr/bin/env bash
# What is not a file keeps its name, and so does a link to it: renaming would replace it by a file.
tone --sectors 400 a.wav
mkfifo pipe.bin
ln -s pipe.bin link.bin
for name in pipe link; do redbook author --force -q a.wav -o $name.cue; done
status=$?
for name in *.bin; do [ -p $name ] && echo "$name is a pipe"; done
exit $status
