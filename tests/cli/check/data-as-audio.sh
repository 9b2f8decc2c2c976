#!/usr/bin/env bash
sectors mode1 400 1 a.bin user
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook check --profile emulator a.cue
