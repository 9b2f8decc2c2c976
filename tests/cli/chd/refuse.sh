#!/usr/bin/env bash
# Damage is reported and nothing is written.
chd deflate a.chd
head -c 1000 a.chd >cut.chd
redbook info cut.chd
# Byte 400 is inside the first hunk.
{ head -c 400 a.chd && printf '\377\377\377' && tail -c +404 a.chd; } >damaged.chd
redbook convert damaged.chd -o x.cue
ls
# A sheet does not name a CHD.
printf 'FILE "a.chd" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >sheet.cue
redbook info sheet.cue
printf 'CD_DA\nTRACK AUDIO\nDATAFILE "a.chd"\n' >sheet.toc
redbook info sheet.toc
# A CHD of another medium, and one of an older version.
chd zeros 8 disk.chd GDDD 'CYLS:1,HEADS:1,SECS:1,BPS:512'
redbook info disk.chd
{ head -c 15 a.chd && printf '\4' && tail -c +17 a.chd; } >old.chd
redbook info old.chd
