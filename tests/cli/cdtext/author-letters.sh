#!/usr/bin/env bash
# Characters that packs cannot encode: a warning if packs were not asked for, an error if they were, replaced on request.
tone --sectors 400 one.wav
redbook author one.wav --title 'Żółw' --composer 'Пётр' -o auto.cue; echo "exit $?"; ls auto.*
redbook author one.wav --title 'Żółw' --composer 'Пётр' --cdtext always -o always.cue; echo "exit $?"; ls always.* 2>/dev/null
redbook author one.wav --title 'Żółw' --track 1:title=Œuvre --cdtext always --cdtext-fallback -o letters.cue; echo "exit $?"
redbook text letters.cdt
redbook info letters.cue
