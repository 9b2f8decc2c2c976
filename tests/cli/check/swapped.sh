#!/usr/bin/env bash
# Big-endian audio in a file that the sheet calls little-endian, and in one that it calls big-endian.
tone --kind music --level 50 --sectors 600 --format raw-be a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
printf 'FILE "a.bin" MOTOROLA\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >b.cue
redbook check a.cue
redbook check b.cue
