#!/usr/bin/env bash
tone --sectors 400 real.wav
ln real.wav album.bin
redbook author --force real.wav -o album.cue
status=$?
cmp real.wav album.bin
exit $status
