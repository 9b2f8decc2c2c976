#!/usr/bin/env bash
# An LSD and an SBI of one image: the first is used, and other records in the second are reported.
sectors form1 300 3 game.bin user.bin
printf 'FILE "game.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n' >game.cue
q() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
q 000325 41 01 01 00 01 27 00 00 03 25 AB CD >game.lsd
{ q 53424900 && q 000325 01 41 01 01 00 01 27 00 00 03 25; } >same
{ q 53424900 && q 000325 01 41 01 01 00 01 27 00 00 03 25 && q 000425 01 41 01 01 00 01 27 00 00 03 25; } >more
# Both are those of a new image next to them.
cp game.cue two.cue && cp same two.sbi && cp game.lsd two.lsd
redbook convert --strict two.cue -o two.toc && cmp two.sbi same && cmp two.lsd game.lsd && ls two.*
for list in same more; do
    cp $list game.sbi
    redbook info game.cue | grep ^q
    redbook check -q game.cue >/dev/null
    redbook convert -q game.cue -o out-$list.cue && cmp out-$list.sbi same && cmp out-$list.lsd game.lsd
done
