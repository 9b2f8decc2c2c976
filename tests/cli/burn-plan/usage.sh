#!/usr/bin/env bash
redbook-burn plan; echo $?
redbook-burn plan a.cue b.cue; echo $?
redbook-burn plan -v -q a.cue; echo $?
redbook-burn plan --medium 85 a.cue; echo $?
redbook-burn plan --medium 79:59:75 a.cue; echo $?
redbook-burn plan --medium 80:00:00,79:59:70 a.cue; echo $?
redbook-burn plan --medium 97:18:00, a.cue; echo $?
redbook-burn plan --medium 00:02:00 a.cue; echo $?
redbook-burn plan --cdg both a.cue; echo $?
