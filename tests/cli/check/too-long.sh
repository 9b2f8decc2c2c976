#!/usr/bin/env bash
# Past the last possible address: reported, and no file is read.
truncate -s $((450000 * 2352)) a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook check a.cue
