#!/usr/bin/env bash
# Both sessions of a CD-Extra in one go: the first is left open, the drive is asked where it continues, the second closes the
# disc. What is recorded is the image, and both sessions are read back.
for n in 1 2; do
    tone --kind noise --seed "$n" --sectors 400 "$n.wav"
done
volume --lba 12200 --plus extra.iso
redbook author -q 1.wav 2.wav --session --data extra.iso -o album.cue
redbook-burn write -q --yes --verify -d virtual:rec album.cue
redbook compare album.cue rec/disc.cue
redbook-burn verify -d virtual:rec album.cue
redbook-burn write --yes --simulate -d virtual:test album.cue 2>/dev/null | tail -n 1
ls test | grep disc
echo "-- one by one"
redbook-burn write -q --yes --session 1 --leave-open -d virtual:two album.cue
redbook-burn info -d virtual:two | sed -n '/^disc/p; /^next/p'
redbook-burn write -q --yes --session 2 -d virtual:two album.cue
redbook compare album.cue two/disc.cue
echo "-- refused before anything is written"
redbook-burn virtual -q none 'quirks = no-multi-session'
redbook-burn write -q --yes -d virtual:none album.cue
ls none | grep disc
sed 's/LEAD-OUT 01:30:00/LEAD-OUT 00:30:00/' album.cue >near.cue
redbook-burn write -q --yes -d virtual:near near.cue
