#!/usr/bin/env bash
tone --kind music --level 50 --sectors 800 --format raw-le a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook check --capacity 00:10:49 a.cue
