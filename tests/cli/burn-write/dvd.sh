#!/usr/bin/env bash
# A DVD is reported as what it is and refused before anything is written; no option passes that.
tone --sectors 1500 album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
redbook-burn virtual -q drive medium=dvd-r
redbook-burn info -d virtual:drive | sed -n '/^disc/,$p'
redbook-burn plan --device virtual:drive album.cue >/dev/null
redbook-burn write -q --yes -d virtual:drive album.cue
redbook-burn write -q --yes --force --write-mode tao -d virtual:drive album.cue
redbook-burn blank -q --yes -d virtual:drive
redbook-burn read -q -d virtual:drive -o copy.cue
find . -name 'disc.*' -o -name 'copy.*'
