#!/usr/bin/env bash
tone --sectors 400 a.wav
echo mine >album.cue
redbook author a.wav -o album.cue
status=$?
cat album.cue
ls
exit $status
