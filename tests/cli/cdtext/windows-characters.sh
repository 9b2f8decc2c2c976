#!/usr/bin/env bash
# Packs in ISO 8859-1 with an apostrophe of Windows-1252: read as that, and another text can be changed.
. "$TREE/tests/cli/cdtext/prelude.bash"
tone --sectors 400 a.wav
redbook author --cdtext always --title One --track 1:title=Txo a.wav -o a.cue || exit
change_packs a.cdt <<'S'
packs = packs.replace(b"Txo", b"T\x92o")
S
sed -i '/TITLE/d' a.cue
redbook info a.cue
redbook convert --strict a.cue -o b.toc && grep -c "T’o" b.toc
redbook edit a.cue --title New && redbook info a.cue && grep TITLE a.cue
grep -ac $'T\x92o' a.cdt
mkdir c && redbook convert a.cue -o c/c.cue && grep -ac $'T\x92o' c/c.cdt
