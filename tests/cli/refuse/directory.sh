#!/usr/bin/env bash
mkdir a.wav
redbook author a.wav -o out.cue
