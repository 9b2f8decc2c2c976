#!/usr/bin/env bash
# Texts that differ between a sheet and its own CD-TEXT file: nothing in the packs is lost, and either can take precedence.
tone --sectors 400 a.wav
cat >first.cue <<'SHEET'
PERFORMER "Band"
TITLE "Old Title"
FILE "a.wav" WAVE
  TRACK 01 AUDIO
    TITLE "One"
    ISRC DEABC9900001
    INDEX 01 00:00:00
SHEET
redbook author -q --cdtext always first.cue -o album.cue || exit
sed 's/Old Title/New Title/' album.cue >edited.cue
show() { redbook text "$1" | grep -i -A3 title; grep '^TITLE\|^CDTEXTFILE' "${1%.cdt}.cue"; }
echo "packs by default"
redbook author -v edited.cue -o default.cue 2>&1 | grep cdtext
grep '^TITLE' default.cue
redbook author -q --cdtext always edited.cue -o kept.cue && cmp album.cdt kept.cdt
echo "sheet"
redbook author --cdtext-from sheet edited.cue -o sheet.cue
ls sheet.*
grep '^TITLE' sheet.cue
redbook author -q --cdtext always --cdtext-from sheet edited.cue -o both.cue && show both.cdt
echo "packs"
redbook author --cdtext-from packs edited.cue -o packs.cue
ls packs.*
echo "what a line of a sheet cannot hold keeps its packs"
redbook author -q --cdtext always --title 'Say "so"' first.cue -o one.cue && redbook author -q one.cue -o two.cue && cmp one.cdt two.cdt
