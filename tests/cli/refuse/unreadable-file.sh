#!/usr/bin/env bash
tone --sectors 400 a.wav
chmod 000 a.wav
if [ "$(id -u)" -eq 0 ]; then
    command -v setpriv >/dev/null || { echo "root can read everything and setpriv is not installed"; exit 77; }
    exec setpriv --bounding-set=-all --inh-caps=-all redbook author a.wav -o out.cue
fi
redbook author a.wav -o out.cue
