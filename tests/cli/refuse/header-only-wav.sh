#!/usr/bin/env bash
tone --sectors 400 whole.wav
head -c 44 whole.wav >a.wav
redbook author a.wav -o out.cue
