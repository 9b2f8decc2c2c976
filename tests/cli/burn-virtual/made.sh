#!/usr/bin/env bash
# A virtual drive is created on request and by write; never by the other commands, nor by a write that continues a disc,
# and never in a folder with other files.
redbook-burn virtual drive medium=cd-rw "quirks = no-opc slow"; echo $?
grep -E '^(medium|quirks)' drive/drive.conf
redbook-burn virtual virtual:drive; echo $?
redbook-burn virtual -q other speed=fast; echo $?
redbook-burn virtual; echo $?
redbook-burn virtual missing/deeper; echo $?
redbook-burn virtual missing/deeper/; echo $?
redbook-burn info --device virtual:; echo $?
mkdir foreign empty && echo mine >foreign/hosts && echo file >file && ln -s foreign link && ln -s nowhere broken
tone --sectors 400 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
cat >two.cue <<'END'
REM SESSION 01
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
REM LEAD-OUT 01:30:00
REM SESSION 02
REM LEAD-IN 01:00:00
REM PREGAP 00:02:00
FILE "a.bin" BINARY
  TRACK 02 AUDIO
    INDEX 01 00:00:00
END
for folder in foreign empty file link broken missing missing/deeper; do
    redbook-burn info --device "virtual:$folder"; echo $?
    redbook-burn verify --device "virtual:$folder" a.cue; echo $?
    redbook-burn plan --device "virtual:$folder" a.cue; echo $?
    redbook-burn read --device "virtual:$folder" -o read.cue; echo $?
    redbook-burn blank -q --yes --device "virtual:$folder"; echo $?
    redbook-burn write -q --yes --append --device "virtual:$folder" a.cue; echo $?
    redbook-burn write -q --yes --session 2 --device "virtual:$folder" two.cue; echo $?
done
redbook-burn drives missing; echo $?
ls -d missing empty/* broken
for folder in foreign file link broken missing/deeper; do
    redbook-burn write -q --yes --device "virtual:$folder" a.cue; echo $?
done
redbook-burn write -q --yes --device virtual:empty a.cue; echo $?
redbook-burn write -q --yes --device virtual:missing a.cue; echo $?
ls foreign file link broken missing 2>&1
