#!/usr/bin/env bash
# What another descriptor in the folder has by its very name is not taken by one that has that name in another letter case: the TOC
# of a later session, and the SUB of a CCD.
head -c 705600 /dev/zero >song.bin
toc() { printf 'CD_DA\nTRACK AUDIO\nFILE "song.bin" 0 00:04:00\n' >"$1"; }
for name in d D 'D (Session 2)'; do toc "$name.toc"; done
sessions() { redbook info --json "$1" | jq '.sessions | length'; }
sessions d.toc && sessions D.toc
toc 'd (Session 2).toc' && toc 'd (Session 3).toc' && sessions d.toc && rm d\ *
rm D.toc && sessions d.toc
redbook convert -q D*.toc -o D.ccd
sed 's/D\.img/d.img/' D.ccd >d.ccd && cp D.img d.img
redbook info d.ccd >/dev/null
redbook info -q D.ccd >/dev/null && mv D.ccd E.ccd && redbook info d.ccd >/dev/null
