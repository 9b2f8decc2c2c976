#!/usr/bin/env bash
# What a drive does not report is not made up: mode page 2Ah, features and the table of contents are refused.
tone --sectors 600 a.wav
redbook author a.wav -o album.cue && redbook-burn write album.cue --device virtual:drive --yes --quiet || exit 1
printf 'op %s every 1 sense 5/20/00\n' 5a 46 43 >drive/faults
redbook-burn info --device virtual:drive
redbook-burn info --device virtual:drive --json | grep -E 'buffer_kib|speed_max|session_at_once|"tracks"|lead_out_lba'
