#!/usr/bin/env bash
# The sheet names a file in different letter case.
tone --sectors 400 album.bin
printf 'FILE "ALBUM.BIN" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
redbook info --fail-on warning album.cue
