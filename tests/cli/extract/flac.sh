#!/usr/bin/env bash
tone --kind noise --sectors 1500 album.bin
cp "$TREE/tests/cli/extract/album.cue" .
redbook extract album.cue -o d --format flac --hidden
# Texts and codes are read back from the files.
redbook author --short-tracks allow -q --sort tags d/0[1-3]*.flac -o out.cue && cat out.cue
