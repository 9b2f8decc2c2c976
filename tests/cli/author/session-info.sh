#!/usr/bin/env bash
# The CDPLUS files of a CD-Extra are checked, but not required; sectors of mode 1 are kept if the user asks.
tone --sectors 300 1.wav
volume --lba 11700 bare.iso
redbook author -v 1.wav --session --data bare.iso -o bare.cue >/dev/null
redbook author 1.wav --session --data bare.iso --mode mode1/2048 -o one.cue && grep TRACK one.cue
redbook author 1.wav --session --data bare.iso --depfile one.d --force -o one.cue && cat one.d
redbook author --json 1.wav --session --data bare.iso -o json.cue | grep -A4 '"session_bins"'
redbook author 1.wav --session --data bare.iso -o bare.cue
