#!/usr/bin/env bash
# Standard output that takes nothing: an error with the system's reason, for short and for long output, as text and as JSON.
[ -e /dev/full ] || { echo "there is no /dev/full"; exit 77; }
tone --sectors 29700 long.bin
{
    printf 'FILE "long.bin" BINARY\n'
    for track in $(seq 0 98); do
        printf '  TRACK %02d AUDIO\n    TITLE "A title of some length"\n    INDEX 01 %02d:%02d:00\n' $((track + 1)) $((track * 4 / 60)) $((track * 4 % 60))
    done
} >long.cue
head -n 4 long.cue >short.cue
for arguments in 'author --help' 'info long.cue' 'info short.cue' 'info --json long.cue' 'info --json short.cue' 'check --json long.cue' 'hash --json short.cue' \
    'report --json long.cue' 'text long.cue -o -' 'text --json long.cue' 'match --write-entry long.cue' 'compare --json long.cue short.cue' \
    'doctor --json' 'convert --json long.cue -o new.cue'; do
    echo "-- $arguments"
    # shellcheck disable=SC2086 # a list of words
    redbook $arguments 2>&1 >/dev/full | grep 'standard output'
    echo "exit ${PIPESTATUS[0]}"
done
