#!/usr/bin/env bash
# The finding that makes it fail is printed in spite of --quiet.
tone --sectors 400 album.bin
printf 'FILE "ALBUM.BIN" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
redbook-burn plan --quiet --fail-on warning album.cue >plan.txt
