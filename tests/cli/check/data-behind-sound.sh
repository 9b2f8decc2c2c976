#!/usr/bin/env bash
# One audio track, part of which is data.
tone --kind music --level 50 --sectors 400 --format raw-le sound
sectors mode1 400 1 raw user
cat sound raw >a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook check --profile emulator a.cue
