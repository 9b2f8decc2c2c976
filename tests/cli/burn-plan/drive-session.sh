#!/usr/bin/env bash
# A later session is planned for the disc with the sessions before it, which write continues, and for no other.
tone --sectors 400 a.bin
tone --sectors 300 b.bin
printf '%s\n' 'REM SESSION 01' 'FILE "a.bin" BINARY' '  TRACK 01 AUDIO' '    INDEX 01 00:00:00' \
    'REM SESSION 02' 'FILE "b.bin" BINARY' '  TRACK 02 AUDIO' '    INDEX 01 00:00:00' >both.cue
sed 's/a.bin/b.bin/' both.cue >shorter.cue
sed 's/TRACK 02/TRACK 03/; s/TRACK 01/TRACK 02/' both.cue >second.cue
plan() { # DRIVE IMAGE
    echo "-- $1, $2"
    redbook-burn plan --session 2 -d "virtual:$1" "$2" 2>&1 | grep -e error -e warning -e '^drive'
    echo "${PIPESTATUS[0]}"
}
for medium in cd-r cd-rw; do
    redbook-burn virtual -q $medium "medium = $medium"
    plan $medium both.cue
    redbook-burn write -q --yes --session 1 -d virtual:$medium both.cue
    redbook-burn plan -d virtual:$medium both.cue 2>&1 | grep burn.disc
    plan $medium both.cue
    plan $medium shorter.cue
    plan $medium second.cue
    redbook-burn write -q --yes --session 2 -d virtual:$medium both.cue
    plan $medium both.cue
done
