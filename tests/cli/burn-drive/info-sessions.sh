#!/usr/bin/env bash
# A disc of several sessions, open and finished.
tone --sectors 400 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn write -q --yes --leave-open -d virtual:rec a.cue
redbook-burn info -d virtual:rec | grep -E '^(disc|sessions|next)'
redbook-burn write -q --yes --append --leave-open -d virtual:rec a.cue
redbook-burn info -d virtual:rec | grep -E '^(disc|sessions|next)'
redbook-burn write -q --yes --append -d virtual:rec a.cue
redbook-burn info -d virtual:rec | grep -E '^(disc|sessions|next)'
