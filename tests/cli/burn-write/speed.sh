#!/usr/bin/env bash
# A speed as a factor and in kB/s.
tone --sectors 400 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
for speed in 16 16x 16X 2822kB/s 2823kb/s 700kB/s 1kB/s max 0 0x 0kB/s 1000 999999kB/s 16kB kB/s x fast; do
    rm -rf drive
    printf '%s: ' "$speed"
    redbook-burn write --device virtual:drive --yes --speed "$speed" a.cue 2>said | sed -n 's/.*sectors at \([^,]*\),.*/\1/p' | grep . || head -n 1 said
done
