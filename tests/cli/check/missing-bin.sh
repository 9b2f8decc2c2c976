#!/usr/bin/env bash
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook check a.cue
