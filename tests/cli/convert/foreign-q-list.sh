#!/usr/bin/env bash
# A list of Q that is in the place of a new image joins it by its name: only that of the disc itself may.
sectors form1 300 3 game.bin user.bin
printf 'FILE "game.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n' >game.cue
q() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
{
    q 53424900
    q 000325 01 41 01 01 00 01 27 00 00 03 25
} >prot.sbi
cp game.cue prot.cue
mkdir out
for list in x.sbi x.LSD; do
    cp prot.sbi out/$list
    for target in x.cue x.toc x.ccd x.chd; do
        redbook convert game.cue -o out/$target || echo "$?"
    done
    redbook convert -f game.cue -o out/x.cue || echo "$?"
    redbook author game.cue -o out/x.cue || echo "$?"
    redbook author -f game.cue -o out/x.cue || echo "$?"
    ls out
    rm out/$list
done
# An image that has a list replaces the list, and nothing else.
redbook convert -q prot.cue -o out/x.cue
cmp prot.sbi out/x.sbi && redbook convert -q -f prot.cue -o out/x.cue && cmp prot.sbi out/x.sbi
cp prot.sbi out/x.lsd
redbook convert -f prot.cue -o out/x.cue || echo "$?"
rm out/x.lsd
# The list of the source itself is that of the image next to it, too.
redbook convert -q prot.cue -o prot.ccd && redbook info prot.ccd | grep -c 'modified Q'
redbook convert prot.cue -o prot.toc && cmp out/x.sbi prot.sbi && redbook info prot.toc | grep -c 'modified Q'
redbook convert prot.cue --target redump -o out/x.cue -f && ls out
printf 'CD_ROM_XA\nTRACK MODE2_RAW\nDATAFILE "game.bin"\n' >k.toc
cp prot.sbi k.sbi
redbook convert -v k.toc -o k.cue && cmp prot.sbi k.sbi && redbook info k.cue | grep -c 'modified Q'
redbook convert -q -f k.toc -o k.cue && cmp prot.sbi k.sbi
# A list that says what the image says changes nothing: some readers want it next to a CHD.
redbook convert -q prot.cue -o out/z.sbi && redbook convert -q prot.cue -o out/z.lsd
for target in z.chd z.ccd; do redbook convert -q prot.cue -o out/$target && redbook convert -q prot.ccd -f -o out/$target && redbook info out/$target | grep -c 'modified Q'; done
redbook convert -q game.cue -o out/z.toc || echo "$?"
