#!/usr/bin/env bash
truncate -s $((360200 * 2352)) long.bin
printf 'FILE "long.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >long.cue
redbook-burn plan --overburn long.cue
redbook-burn plan --medium 90 long.cue | head -n 2
