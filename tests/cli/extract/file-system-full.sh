#!/usr/bin/env bash
tone --kind noise --sectors 1500 album.bin
cp "$TREE/tests/cli/extract/album.cue" .
# The first file fits, the second does not: neither remains, nor the folder.
(
    trap '' XFSZ
    ulimit -f 1000
    redbook extract album.cue -o d --pregap drop
)
echo "exit $?"
ls
