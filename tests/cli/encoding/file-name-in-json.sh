#!/usr/bin/env bash
# A name whose bytes are no UTF-8 leaves the JSON whole.
name=$(printf 'Caf\351')
tone --sectors 400 "$name.bin"
printf 'FILE "%s.bin" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n' "$name" >a.cue
redbook info --json a.cue | grep -a Caf
