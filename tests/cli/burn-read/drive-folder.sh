#!/usr/bin/env bash
# The disc of a virtual drive is not replaced by what is read from it: nothing is written into its folder, through links neither.
tone --sectors 700 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn write -q --device virtual:drive --yes a.cue
before=$(cat drive/disc.* | sha256sum)
mkdir drive/below
ln -s drive linked
ln -s drive/disc.cue sheet.cue
ln -s drive/disc.bin bin.bin
ln -s drive/new.sbi list.sbi
for name in drive/disc drive/other drive/below/disc linked/disc sheet bin list; do
    redbook-burn read -f -d virtual:drive -o $name.cue; echo $?
done
redbook-burn read -f -d virtual:linked -o drive/disc.cue; echo $?
[ "$before" = "$(cat drive/disc.* | sha256sum)" ] && echo same
mkdir drives
redbook-burn read -q -d virtual:drive -o drives/disc.cue; echo $?
