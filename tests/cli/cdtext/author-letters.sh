#!/usr/bin/env bash
# Letters that no pack holds: a warning when nobody asked for packs, an error when somebody did, others on demand.
tone --sectors 400 one.wav
redbook author one.wav --title 'Żółw' --composer 'Пётр' -o auto.cue; echo "exit $?"; ls auto.*
redbook author one.wav --title 'Żółw' --composer 'Пётр' --cdtext always -o always.cue; echo "exit $?"; ls always.* 2>/dev/null
redbook author one.wav --title 'Żółw' --track 1:title=Œuvre --cdtext always --cdtext-fallback -o letters.cue; echo "exit $?"
redbook text letters.cdt
redbook info letters.cue
