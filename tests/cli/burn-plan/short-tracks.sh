#!/usr/bin/env bash
tone --sectors 299 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn plan --short-tracks a.cue >/dev/null
redbook-burn plan a.cue >/dev/null
