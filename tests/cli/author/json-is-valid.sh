#!/usr/bin/env bash
command -v python3 >/dev/null || { echo "python3 is not installed"; exit 77; }
tone --sectors 400 a.wav
redbook author --json a.wav -o out.cue | python3 -m json.tool >/dev/null && redbook info --json out.cue | python3 -m json.tool >/dev/null
