#!/usr/bin/env bash
tone --kind noise --sectors 1500 album.bin
cp "$TREE/tests/cli/extract/album.cue" .
# All errors at once, and no folder remains.
redbook extract album.cue -o d --tracks 3,7,9
ls
