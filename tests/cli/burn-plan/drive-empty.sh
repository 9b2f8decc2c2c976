#!/usr/bin/env bash
# No disc in the drive: the medium is that of the command line.
tone --sectors 400 a.bin
printf 'TITLE "Night Cats"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
mkdir drive
printf 'medium = none\n' >drive/drive.conf
redbook-burn plan -v --medium 74 --device virtual:drive a.cue | head -n 3
