#!/usr/bin/env bash
tone --sectors 400 a.wav
mkdir closed
chmod 555 closed
if [ "$(id -u)" -eq 0 ]; then
    command -v setpriv >/dev/null || { echo "root can write everywhere and setpriv is not installed"; exit 77; }
    exec setpriv --bounding-set=-all --inh-caps=-all redbook author a.wav -o closed/out.cue
fi
redbook author a.wav -o closed/out.cue
