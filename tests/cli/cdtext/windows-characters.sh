#!/usr/bin/env bash
# Packs in ISO 8859-1 with an apostrophe of Windows-1252: read as that, and another text can be changed.
tone --sectors 400 a.wav
redbook author --cdtext always --title One --track 1:title=Txo a.wav -o a.cue || exit
python3 - <<'S'
def crc(data):
    value = 0
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ (0x1021 if value & 0x8000 else 0)) & 0xFFFF
    return (~value & 0xFFFF).to_bytes(2, "big")
packs = bytearray(open("a.cdt", "rb").read().replace(b"Txo", b"T\x92o"))
for at in range(0, len(packs) // 18 * 18, 18):
    packs[at + 16 : at + 18] = crc(packs[at : at + 16])
open("a.cdt", "wb").write(packs)
sheet = open("a.cue", encoding="utf-8").read()
open("a.cue", "w", encoding="utf-8").write("".join(l for l in sheet.splitlines(True) if "TITLE" not in l))
S
redbook info a.cue
redbook convert --strict a.cue -o b.toc && grep -c "T’o" b.toc
redbook edit a.cue --title New && redbook info a.cue && grep TITLE a.cue
grep -ac $'T\x92o' a.cdt
mkdir c && redbook convert a.cue -o c/c.cue && grep -ac $'T\x92o' c/c.cdt
