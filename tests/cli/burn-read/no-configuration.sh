#!/usr/bin/env bash
# A drive that does not report what it can do reads a disc without CD-TEXT: that there is none is no warning.
tone --sectors 400 a.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn virtual -q drive quirks=no-get-configuration
redbook-burn write -q --yes -d virtual:drive a.cue
redbook-burn read -d virtual:drive -o back.cue 2>&1 >/dev/null | grep -c warning
redbook-burn read -d virtual:drive -o again.cue -v 2>&1 >/dev/null | grep CD-TEXT
