#!/usr/bin/env bash
# A list of Q that is where the image is to be written would become part of it: nothing is read or written, with --force too.
tone --sectors 1500 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn write -q --device virtual:drive --yes a.cue
printf 'SBI\0' >out.sbi
redbook-burn read --device virtual:drive -o out.cue; echo $?
redbook-burn read -f --device virtual:drive -o out.cue; echo $?
mv out.sbi out.LSD
redbook-burn read -q --device virtual:drive -o out.cue; echo $?
ls out.*
rm out.LSD
redbook-burn read -q --device virtual:drive -o out.cue; echo $?
redbook compare -q out.cue a.cue && echo same
