#!/usr/bin/env bash
tone --sectors 400 a.wav
mkdir album.cue
redbook author --force a.wav -o album.cue
status=$?
ls
exit $status
