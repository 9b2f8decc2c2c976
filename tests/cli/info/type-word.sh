#!/usr/bin/env bash
# Sectors that a sheet calls WAVE, as some programs always do; files whose name or size does not indicate sectors are refused.
tone --kind noise --sectors 800 a.wav
tail -c $((800 * 2352)) a.wav >a.bin && cp a.bin a.pcm && head -c 1000000 a.bin >odd.bin
sectors mode1 400 1 d.bin user
sheet() { printf 'FILE "%s" WAVE\n  TRACK 01 %s\n    INDEX 01 00:00:00\n' "$1" "$2"; }
sheet a.bin AUDIO >a.cue && redbook info a.cue && redbook author -q a.wav -o image.cue && redbook compare -q a.cue image.cue && echo same
sheet d.bin MODE1/2352 >d.cue && redbook check d.cue
sheet a.pcm AUDIO >p.cue && redbook info p.cue
sheet odd.bin AUDIO >o.cue && redbook info o.cue
