#!/usr/bin/env bash
# A file name that is not valid UTF-8 still gives valid JSON.
name=$(printf 'Caf\351')
tone --sectors 400 "$name.bin"
printf 'FILE "%s.bin" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n' "$name" >a.cue
redbook info --json a.cue | grep -a Caf
