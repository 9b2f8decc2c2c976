#!/usr/bin/env bash
redbook-burn write --yes; echo $?
redbook-burn write a.cue; echo $?
redbook-burn write --yes --simulate --blank=fast a.cue; echo $?
redbook-burn write --yes --simulate --verify a.cue; echo $?
redbook-burn write --yes --speed 0 a.cue; echo $?
redbook-burn write --yes --speed fast a.cue; echo $?
redbook-burn write --yes --copies 0 a.cue; echo $?
redbook-burn write --yes --buffer 2000 a.cue; echo $?
redbook-burn write --yes --blank=slow a.cue; echo $?
redbook-burn write --yes -v -q a.cue; echo $?
redbook-burn write --yes --device virtual:drive none.cue; echo $?
redbook-burn write --yes ''; echo $?
redbook-burn virtual ''; echo $?
redbook-burn read -o ''; echo $?
