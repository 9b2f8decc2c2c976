#!/usr/bin/env bash
tone --sectors 750 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 06 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:03:00\n' >in.cue
redbook extract in.cue -o out && ls out
printf 'FILE "a.bin" BINARY\n  TRACK 06 AUDIO\n    INDEX 01 00:00:00\n' >in.cue
redbook extract --hidden in.cue -o more
