#!/usr/bin/env bash
tone --sectors 400 a.wav
echo old >out.cue
echo old >out.bin
redbook author --force a.wav -o out.cue && cat out.cue && ls
