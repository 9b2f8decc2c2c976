#!/usr/bin/env bash
# A disc with an error has its papers all the same; the exit status says it.
tone --kind music --level 50 --sectors 800 a.wav
redbook author -q a.wav -o good.cue
redbook report --capacity 00:10:00 good.cue -o paper >/dev/null
echo "exit $?"
ls paper
