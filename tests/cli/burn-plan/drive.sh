#!/usr/bin/env bash
# A virtual drive with a blank disc of 80 minutes. Nothing is written.
tone --sectors 400 a.bin
printf 'TITLE "Night Cats"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn virtual -q drive
redbook-burn plan --device virtual:drive a.cue
redbook-burn plan --device virtual:drive --json a.cue | sed -n '/"drive"/,/"plan"/p'
ls drive
