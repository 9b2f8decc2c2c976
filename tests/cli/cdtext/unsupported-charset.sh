#!/usr/bin/env bash
# CD-TEXT in a set without tables, Korean: its packs stay as they are where another language changes, and a TOC loses its texts.
. "$TREE/tests/cli/cdtext/prelude.bash"
tone --sectors 400 a.wav
printf '%s\n' 'CD_TEXT { LANGUAGE_MAP { 0 : EN 1 : 101 } LANGUAGE 0 { TITLE "One" } LANGUAGE 1 { TITLE "Zwei" } }' \
    'TRACK AUDIO CD_TEXT { LANGUAGE 0 { TITLE "T" } LANGUAGE 1 { TITLE "U" } }' 'FILE "a.wav" 0' >in.toc
redbook convert -q in.toc --target single -o a.cue || exit
# korean BLOCK: its size packs say so. packs BLOCK: those of its texts.
korean() {
    change_packs a.cdt "$1" <<'S'
for at in range(0, len(packs) // 18 * 18, 18):
    if packs[at] == 0x8F and packs[at + 1] == 0 and packs[at + 3] >> 4 == int(sys.argv[2]):
        packs[at + 4] = 0x81
S
}
packs() { od -An -v -tx1 -w18 a.cdt | awk -v block="$1" '$1 != "8f" && substr($4, 1, 1) == block'; }
{
    korean 1 && packs 1 >before
    redbook edit a.cue --title 'A much longer title'
    packs 1 | cmp - before && redbook info a.cue
    redbook convert --strict a.cue -o b.toc
    redbook convert -q a.cue -o b.toc && grep -A 5 'LANGUAGE 1 {' b.toc && redbook info b.toc >/dev/null
    redbook convert --strict -q a.cue -o b.ccd && echo kept
    redbook edit -q a.cue --title '' --track 1:title= && packs 1 | cmp - before && echo kept
    # Its packs twice, as in a lead-in: which texts those are is not known.
    cp a.cdt once.cdt
    python3 - <<'S'
packs = open("once.cdt", "rb").read()
packs = packs[: len(packs) // 18 * 18]
open("a.cdt", "wb").write(b"".join(packs[at : at + 18] * 2 for at in range(0, len(packs), 18)))
S
    redbook edit a.cue --title Four || echo refused
    mv once.cdt a.cdt
    korean 0
    redbook edit a.cue --title Three || echo refused
} 2>&1
