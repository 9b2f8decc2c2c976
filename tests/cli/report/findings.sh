#!/usr/bin/env bash
# The files are written for a disc with an error as well; the exit status tells.
tone --kind music --level 50 --sectors 800 a.wav
redbook author -q a.wav -o good.cue
redbook report --capacity 00:10:00 good.cue -o paper >/dev/null
echo "exit $?"
ls paper
