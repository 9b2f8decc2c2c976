#!/usr/bin/env bash
# Audio after data has a pregap of 2 s at least, which cannot be made shorter.
head -c $((300 * 2048)) /dev/zero >a.iso
tone --sectors 400 b.wav
redbook author --data a.iso b.wav --track 2:pregap=3s -q -o long.cue && grep INDEX long.cue
redbook author --data a.iso b.wav --track 2:pregap=0 -o out.cue; echo "exit $?"
redbook author --data a.iso b.wav b.wav --track 3:pregap=0 -q -o next.cue && grep -c INDEX next.cue
redbook author --data a.iso --session b.wav --track 1:pregap=0 -q -o extra.cue && ls extra.cue
ls out.*
