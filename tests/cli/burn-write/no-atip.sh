#!/usr/bin/env bash
# A drive that does not report the ATIP reports where the lead-in of a blank disc starts with the state of the disc: raw writing, which
# starts there, and CD-TEXT need no more.
tone --sectors 400 a.bin
printf 'TITLE "Night Cats"\nPERFORMER "Art"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
for mode in raw raw96 sao; do
    redbook-burn virtual -q $mode quirks=no-atip
    redbook-burn write --yes --verify --write-mode $mode -d virtual:$mode a.cue 2>&1 | grep -e error -e warning -e '^burnt' -e '^cd-text' -e 'same disc' -e compared
done
