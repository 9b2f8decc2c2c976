#!/usr/bin/env bash
tone --sectors 200 a.wav
redbook author --short-tracks pad a.wav a.wav -o out.cue
grep INDEX out.cue
stat -c %s out.bin
