#!/usr/bin/env bash
# Standard output that cannot be written fails after the work: what was done is said.
[ -e /dev/full ] || { echo "there is no /dev/full"; exit 77; }
tone --sectors 400 one.wav
redbook author -q one.wav -o a.cue
run() { redbook-burn "$@" >/dev/full; echo "$1: exit $?"; }
run virtual drive medium=cd-rw
run write --yes --json --no-progress --device virtual:drive a.cue
run read --json --device virtual:drive -o read.cue
run blank --yes --json --device virtual:drive
run virtual two
run write --yes --json --no-progress --device virtual:drive --device virtual:two a.cue
ls
