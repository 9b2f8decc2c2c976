#!/usr/bin/env bash
# Dual mono, one channel, clipped runs, silence, data.
sectors mode1 400 1 raw user
tone --kind sine --channels 1 --level 50 --sectors 400 mono.wav
tone --kind silence --sectors 400 silence.wav
tone --kind noise --level 100 --sectors 400 noise.wav
redbook author -q --data user mono.wav silence.wav noise.wav -o out.cue
redbook report -q out.cue
redbook report out.cue 2>/dev/null
