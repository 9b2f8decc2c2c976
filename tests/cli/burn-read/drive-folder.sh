#!/usr/bin/env bash
# The disc of a virtual drive is not replaced by what is read from it: nothing is written into its folder. A link to a folder counts as
# that folder; a link in the place of an output is replaced, and what it leads to stays.
tone --sectors 700 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn write -q --device virtual:drive --yes a.cue
before=$(cat drive/disc.* | sha256sum)
mkdir drive/below
ln -s drive linked
ln -s "$PWD/outside.cue" drive/sheet.cue
ln -s "$PWD/outside.bin" drive/bin.bin
for name in drive/disc drive/other drive/below/disc linked/disc drive/sheet drive/bin; do
    redbook-burn read -f -d virtual:drive -o $name.cue; echo $?
done
redbook-burn read -f -d virtual:linked -o drive/disc.cue; echo $?
ln -s drive/disc.cue sheet.cue
ln -s drive/disc.bin sheet.bin
redbook-burn read -q -f -d virtual:drive -o sheet.cue; echo $?
[ ! -L sheet.cue ] && [ ! -L sheet.bin ] && echo replaced
[ "$before" = "$(cat drive/disc.* | sha256sum)" ] && echo same
mkdir drives
redbook-burn read -q -d virtual:drive -o drives/disc.cue; echo $?
