#!/usr/bin/env bash
# A tray that does not open after the burn, or for the next copy, is the only failure: the discs are burnt, and the message says so.
tone --sectors 450 album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
for options in --eject '--eject --simulate' '--copies 2 --wait'; do
    redbook-burn virtual -q drive
    echo 'op 1B sense 5/24/00' >drive/faults
    # shellcheck disable=SC2086 # a list of words
    redbook-burn write -q --yes -d virtual:drive $options album.cue 2>&1
    echo "$?"
    rm -r drive
done
redbook-burn virtual -q A
redbook-burn virtual -q B
echo 'op 1B sense 5/24/00' >B/faults
redbook-burn write -q --yes --eject -d virtual:A -d virtual:B album.cue 2>&1
echo "$?"
redbook compare album.cue A/disc.cue
redbook compare album.cue B/disc.cue
