#!/usr/bin/env bash
redbook-burn read; echo $?
redbook-burn read -o a.cue b.cue; echo $?
redbook-burn read -o a.cue --drive-offset 4000; echo $?
redbook-burn virtual -q drive
redbook-burn read -d virtual:drive -o a.cue; echo $?
redbook-burn read -d virtual:drive -o a.iso; echo $?
for name in 'a "b".cue' $'a\nb.cue'; do
    redbook-burn read -d virtual:drive -o "$name"; echo $?
done
ls a*
redbook-burn read --help
