#!/usr/bin/env bash
# A file system of one megabyte for an image of 1.9.
tone --sectors 800 a.wav
mkdir small
unshare -rm true 2>/dev/null || { echo "no mount name space may be made here"; exit 77; }
unshare -rm sh -c '
    mount -t tmpfs -o size=1m none small 2>/dev/null || { echo "no tmpfs may be mounted here"; exit 77; }
    echo earlier >small/out.cue
    redbook author --force a.wav -o small/out.cue
    status=$?
    cat small/out.cue
    ls -A small
    exit $status'
