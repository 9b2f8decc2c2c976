#!/usr/bin/env bash
tone --sectors 400 a.bin
printf 'TITLE "Night Cats"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn plan --device /dev/there-is-no-such-drive a.cue
