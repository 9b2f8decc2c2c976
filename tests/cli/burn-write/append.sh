#!/usr/bin/env bash
# A disc that was left open gets another session where the drive continues it: audio at any address, data only if its file
# system was made for that address.
for n in 1 2; do
    tone --kind noise --seed "$n" --sectors 400 "$n.wav"
    redbook author -q "$n.wav" -o "$n.cue"
done
volume one.iso
redbook-burn write -q --yes --leave-open -d virtual:rec 1.cue
redbook-burn write -q --yes --append -d virtual:rec one.iso
redbook-burn write -q --yes --append --leave-open --verify -d virtual:rec 2.cue
volume --lba 19100 right.iso
redbook-burn write -q --yes --append --mode mode2/2048 --verify -d virtual:rec right.iso
redbook info rec/disc.cue
redbook-burn info --json -d virtual:rec | grep -A 1 '"next_lba"'
redbook-burn write -q --yes --append -d virtual:rec 2.cue
redbook-burn virtual -q blank
redbook-burn write -q --yes --append -d virtual:blank 2.cue
redbook-burn write -q --yes --append --copies 2 -d virtual:blank 2.cue
