#!/usr/bin/env bash
# A disc that was burned is not burned again; one that can be blanked is only reported.
tone --sectors 400 a.bin
printf 'TITLE "Night Cats"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn write --yes --quiet --device virtual:drive a.cue
redbook-burn plan --device virtual:drive a.cue | head -n 2
mkdir rewritable
printf 'medium = cd-rw\n' >rewritable/drive.conf
redbook-burn write --yes --quiet --device virtual:rewritable a.cue
redbook-burn plan --device virtual:rewritable a.cue | head -n 2
