#!/usr/bin/env bash
# A CHD has the texts that its source was read with, and what is made of a CHD those that this is read with; the sheet in it is
# restored where it says the same by itself.
tone --sectors 400 a.bin
one() { printf '%bFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$1"; }
title() { echo "$1: $(redbook info -q "$1" | sed -n 's/^title *//p')"; }
one 'TITLE "\xA3\xF3"\n' >polish.cue
redbook convert -v --encoding ISO-8859-2 polish.cue -o 1.chd >table && title 1.chd
redbook convert -q polish.cue -o 2.chd && title 2.chd
redbook convert -q --encoding ISO-8859-2 2.chd -o 3.chd && title 3.chd
redbook convert -v --encoding ISO-8859-2 2.chd -o 4.cue >table && title 4.cue
mkdir back && redbook convert -q 2.chd -o back/polish.cue && cmp polish.cue back/polish.cue && echo restored
one 'TITLE "Packs"\n' >packs.cue && redbook convert -q --cdtext always packs.cue -o both.cue && mv both.cdt a.cdt
one 'CDTEXTFILE "a.cdt"\nTITLE "Sheet"\n' >both.cue
redbook convert -q both.cue -o 5.chd && title 5.chd
for out in 6.chd 7.toc 8.cue; do redbook convert -q --cdtext-from sheet 5.chd -o $out && title $out; done
mkdir both && redbook convert -q 5.chd -o both/both.cue && cmp both.cue both/both.cue && cmp a.cdt both/a.cdt && echo restored
