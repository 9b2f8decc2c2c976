#!/usr/bin/env bash
# Standard output that takes nothing: the disc is burnt, and the error has the system's reason.
[ -e /dev/full ] || { echo "there is no /dev/full"; exit 77; }
tone --sectors 29700 long.bin
{
    printf 'FILE "long.bin" BINARY\n'
    for track in $(seq 0 98); do
        printf '  TRACK %02d AUDIO\n    INDEX 01 %02d:%02d:00\n' $((track + 1)) $((track * 4 / 60)) $((track * 4 % 60))
    done
} >long.cue
for arguments in 'plan long.cue' 'plan --json long.cue' 'write --yes -d virtual:a long.cue' 'write --yes --verify --json -d virtual:b long.cue' \
    'write --yes --json -d virtual:c -d virtual:d long.cue' 'verify --json -d virtual:a long.cue' 'info --json -d virtual:a' \
    'read --json -d virtual:a -o new.cue' 'drives --json' 'virtual e' 'blank --help'; do
    echo "-- $arguments"
    # shellcheck disable=SC2086 # a list of words
    redbook-burn $arguments 2>&1 >/dev/full | grep 'standard output'
    echo "exit ${PIPESTATUS[0]}"
done
for drive in a b c d; do redbook compare --quiet long.cue $drive/disc.cue || echo "$drive differs"; done
