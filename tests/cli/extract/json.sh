#!/usr/bin/env bash
tone --kind noise --sectors 1500 album.bin
cp "$TREE/tests/cli/extract/album.cue" .
redbook extract album.cue -o d --tracks 2-3,1 --json
redbook extract album.cue -o d --tracks 3 --force && ls d
