#!/usr/bin/env bash
tone --sectors 400 a.bin
printf 'TITLE "CatŁs"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn plan --cdtext-fallback a.cue | head -n 4
redbook-burn plan a.cue >/dev/null
