#!/usr/bin/env bash
tone --kind noise --sectors 1500 album.bin
cp "$TREE/tests/cli/extract/album.cue" .
# All that is wrong at once, and no folder is left over.
redbook extract album.cue -o d --tracks 3,7,9
ls
