#!/usr/bin/env bash
tone --sectors 400 a.wav
redbook author a.wav --title $'caf\xe9' --track 1:title=$'\xff' -o out.cue
