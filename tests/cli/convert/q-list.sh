#!/usr/bin/env bash
# Sectors with modified Q: read next to a sheet, into the subchannel of other targets and back.
sectors form1 500 3 game.bin user.bin
printf 'FILE "game.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n' >game.cue
# Lba 100 and 105: absolute times 00:03:25 and 00:03:30; one bit of each is changed.
q() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
{
    q 53424900
    q 000325 01 41 01 01 00 01 27 00 00 03 25
    q 000330 01 41 01 01 00 01 30 00 00 13 30
} >game.sbi
redbook info -v game.cue
redbook info --json game.cue | jq -c '.listed_q[]'
redbook convert -q game.cue -o disc.ccd
redbook convert -q disc.ccd -o back.sbi && cmp game.sbi back.sbi && echo 'CCD: comes back'
redbook convert -q --json disc.ccd -o counted.sbi | jq '.files[].bytes'
wc -c <counted.sbi
redbook convert -q disc.ccd -o back.lsd && od -An -v -tx1 -w15 back.lsd
redbook convert -q game.cue -o disc.toc && grep TRACK disc.toc
redbook convert -q disc.toc -o toc.sbi && cmp game.sbi toc.sbi && echo 'TOC: comes back'
redbook convert -q game.cue --target redump -o copy.cue && cmp game.sbi copy.sbi && echo 'CUE: comes along'
# Into the subchannel of a CHD, and from there back to a list next to the sheet.
redbook convert -q game.cue -o disc.chd && redbook convert -q disc.chd -o chd.sbi && cmp game.sbi chd.sbi && echo 'CHD: comes back'
mkdir restored && redbook convert disc.chd -o restored/game.cue && for file in game.cue game.bin game.sbi; do cmp $file restored/$file; done
redbook convert --strict disc.chd --target redump -o restored/split.cue && cmp game.sbi restored/split.sbi && ls restored
redbook convert -q disc.chd -o disc2.chd && cmp disc.chd disc2.chd
redbook convert -q disc.chd -o chd.ccd && cmp disc.sub chd.sub && echo 'the same subchannel'
# An LSD keeps its CRC all the way.
mkdir lsd && cp game.bin game.cue lsd && cp back.lsd lsd/game.lsd
redbook convert -q lsd/game.cue -o lsd/disc.ccd && redbook convert -q lsd/disc.ccd -o lsd/back.lsd && cmp back.lsd lsd/back.lsd
redbook convert game.cue -o game.iso
# A disc without such sectors, one without a subchannel, a damaged list.
mkdir honest && cp game.bin game.cue honest && redbook convert -q honest/game.cue -o honest/disc.ccd
redbook convert -q honest/disc.ccd -o honest/disc.sbi && od -An -tx1 honest/disc.sbi
redbook convert honest/game.cue -o honest/none.sbi
printf 'SBI\0\0\3\32\1' >honest/game.sbi
redbook info honest/game.cue >/dev/null
exit 0
