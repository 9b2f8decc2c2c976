#!/usr/bin/env bash
# A disc of several sessions becomes an image with the same sessions, whichever way they were written; also while the disc
# is open for another one, and on a drive that reports only where the last one starts.
for n in 1 2; do
    tone --kind noise --seed "$n" --sectors 400 "$n.wav"
done
volume --lba 12200 --plus extra.iso
redbook author -q 1.wav 2.wav --session --data extra.iso -o album.cue
redbook-burn write -q --yes --session 1 --leave-open -d virtual:rec album.cue
redbook-burn read -d virtual:rec -o open.cue; echo $?
cat open.cue
redbook-burn write -q --yes --session 2 -d virtual:rec album.cue
redbook-burn read -d virtual:rec -o copy.cue; echo $?
redbook compare copy.cue album.cue
cat copy.cue
cmp 'copy (Session 2).bin' 'album (Session 2).bin'
redbook-burn read -q -d virtual:rec -o copy.cue; echo $?
redbook-burn read --json -f -d virtual:rec -o copy.cue 2>/dev/null | grep '"event":"read"'
echo "-- no full table of contents"
redbook-burn virtual -q plain 'quirks = no-full-toc'
redbook-burn write -q --yes --verify -d virtual:plain album.cue
redbook-burn read -q -d virtual:plain -o plain.cue; echo $?
redbook compare plain.cue album.cue
echo "-- three sessions, one with audio in its pregap"
redbook author -q 1.wav -o one.cue
printf 'FILE "2.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:01:00\n' >hidden.cue
redbook-burn write -q --yes --leave-open -d virtual:three one.cue
redbook-burn write -q --yes --append --leave-open -d virtual:three hidden.cue
redbook-burn write -q --yes --append -d virtual:three one.cue
redbook-burn read -q -d virtual:three -o three.cue; echo $?
cat three.cue
redbook compare three.cue three/disc.cue
redbook-burn verify -q -d virtual:three three.cue; echo $?
for n in 1 2 1; do
    tail -c +45 "$n.wav"
done | cmp - <(cat three.bin three\ *.bin) && echo "all samples"
echo "-- three sessions, no full table of contents"
sed -i 's/^quirks =.*/quirks = no-full-toc/' three/drive.conf
redbook-burn read -d virtual:three -o none.cue; echo $?
redbook-burn verify -d virtual:three three.cue 2>&1 | head -n 3
