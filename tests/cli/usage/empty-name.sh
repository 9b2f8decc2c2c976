#!/usr/bin/env bash
# An empty name, most often of a variable that is not set, is a usage error of every command: nothing is done.
tone --sectors 400 a.wav
redbook author -q a.wav -o a.cue
try() {
    printf '$ %s\n' "${*@Q}"
    "$@" 2>&1 | grep -v '^try '
    printf '%s\n' "${PIPESTATUS[0]}"
}
for command in info check hash report text edit; do try redbook $command ''; done
try redbook author '' -o b.cue
try redbook sheet a.wav '' -o b.cue
try redbook convert a.cue '' -o b/
try redbook compare a.cue ''
try redbook extract '' -o b
try redbook match --dat a.dat ''
try redbook match --dat '' a.cue
try redbook author a.wav -o ''
try redbook author a.wav --depfile '' -o b.cue
try redbook author --data '' -o b.cue
try redbook convert a.cue -o ''
try redbook hash --files -o '' a.cue
try redbook text a.cue --to cdt -o ''
try redbook report a.cue -o ''
try redbook extract a.cue -o ''
ls
exit 0
