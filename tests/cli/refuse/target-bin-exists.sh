#!/usr/bin/env bash
tone --sectors 400 a.wav
echo mine >album.bin
redbook author a.wav -o album.cue
status=$?
cat album.bin
ls
exit $status
