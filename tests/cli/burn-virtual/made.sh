#!/usr/bin/env bash
# A virtual drive is created on request and by commands that write; never by those that only read, and never in a folder with
# other files.
redbook-burn virtual drive medium=cd-rw "quirks = no-opc slow"; echo $?
grep -E '^(medium|quirks)' drive/drive.conf
redbook-burn virtual virtual:drive; echo $?
redbook-burn virtual -q other speed=fast; echo $?
redbook-burn virtual; echo $?
redbook-burn info --device virtual:; echo $?
mkdir foreign empty && echo mine >foreign/hosts && echo file >file && ln -s foreign link && ln -s nowhere broken
tone --sectors 400 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
for folder in foreign empty file link broken missing missing/deeper; do
    redbook-burn info --device "virtual:$folder"; echo $?
    redbook-burn verify --device "virtual:$folder" a.cue; echo $?
    redbook-burn plan --device "virtual:$folder" a.cue; echo $?
done
for folder in foreign file link broken missing/deeper; do
    redbook-burn write -q --yes --device "virtual:$folder" a.cue; echo $?
    redbook-burn blank -q --yes --device "virtual:$folder"; echo $?
done
redbook-burn write -q --yes --device virtual:empty a.cue; echo $?
redbook-burn write -q --yes --device virtual:missing a.cue; echo $?
ls foreign file link broken missing 2>&1
