#!/usr/bin/env bash
truncate -s $((400 * 2448)) song.bin
printf 'FILE "song.bin" BINARY\n  TRACK 01 CDG\n    INDEX 01 00:00:00\n' >song.cue
redbook-burn plan song.cue | grep -A1 ^write
redbook-burn plan --cdg packed song.cue | grep -A1 ^write
redbook-burn plan --cdg raw song.cue | grep -A1 ^write
