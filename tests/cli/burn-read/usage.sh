#!/usr/bin/env bash
redbook-burn read; echo $?
redbook-burn read -o a.cue b.cue; echo $?
redbook-burn read -o a.cue --drive-offset 4000; echo $?
redbook-burn virtual -q drive
redbook-burn read -d virtual:drive -o a.cue; echo $?
redbook-burn read -d virtual:drive -o a.iso; echo $?
ls a.*
redbook-burn read --help
