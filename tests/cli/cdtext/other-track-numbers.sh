#!/usr/bin/env bash
# A sheet whose first track is 05: the new sheet has tracks from 01 on, and its packs keep all languages and each byte.
. "$TREE/tests/cli/cdtext/prelude.bash"
tone --sectors 400 a.wav
printf '%s\n' 'CD_TEXT { LANGUAGE_MAP { 0 : EN 1 : 8 } LANGUAGE 0 { TITLE "One" } LANGUAGE 1 { TITLE "Eins" } }' \
    'TRACK AUDIO CD_TEXT { LANGUAGE 0 { TITLE "Txo" } LANGUAGE 1 { TITLE "Zwei" } }' 'FILE "a.wav" 0' \
    'TRACK AUDIO CD_TEXT { LANGUAGE 0 { TITLE "Three" } LANGUAGE 1 { TITLE "Drei" } }' 'FILE "a.wav" 0' >in.toc
redbook convert -q in.toc --target single -o a.cue || exit
change_packs a.cdt <<'S'
packs = packs.replace(b"Txo", b"T\x92o")
S
cp a.cdt from-1.cdt
change_packs a.cdt <<'S'
for at in range(0, len(packs) // 18 * 18, 18):
    if packs[at] < 0x8F:
        packs[at + 1] += 4 if packs[at + 1] else 0
    elif packs[at + 1] == 0:
        packs[at + 5] += 4
        packs[at + 6] += 4
S
sed -i 's/TRACK 02/TRACK 06/; s/TRACK 01/TRACK 05/; /TITLE/d' a.cue
mkdir converted authored
redbook convert a.cue -o converted/a.cue
redbook author a.cue -o authored/a.cue
for packs in converted/a.cdt authored/a.cdt; do cmp "$packs" from-1.cdt && echo same; done
redbook convert -q converted/a.cue --target ccd -o b.ccd && redbook text b.ccd

# Packs of type 88, which have the old numbers in them, are lost, and reported once, also where no packs are written.
: >c.cdt
change_packs c.cdt <<'S'
packs = bytearray.fromhex("80000000 4f6e650054776f0054687265 0000 80060104 650000000000000000000000 0000"
    "88000200 050600001e00000000000000 0000 88050300 000200000719000000000000 0000 8f000400 000506000200000000000000 0000"
    "8f010500 020000000000000003060000 0000 8f020600 000000000900000000000000 0000")
S
sed 's/a\.cdt/c.cdt/' a.cue >c.cue
redbook convert c.cue -o plain.cue 2>&1 | grep -c lost.cdtext-item
redbook convert c.cue --cdtext always -o packs.cue 2>&1 | grep -c lost.cdtext-item; redbook text packs.cue
