#!/usr/bin/env bash
: >a.wav
redbook author a.wav -o out.cue
