#!/usr/bin/env bash
# An index is reported by its number in the sheet, even if one before it was omitted, with the sheet and the line.
tone --kind noise --seed 1 --sectors 900 a.bin
cat >a.cue <<'S'
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
    INDEX 02 00:00:00
    INDEX 03 00:02:00
    INDEX 04 00:13:00
S
redbook info -q a.cue
redbook author -q a.cue -o out.cue
redbook info a.cue >table
redbook author a.cue -o out.cue -f
cat >b.cue <<'S'
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
    INDEX 02 00:00:00
    INDEX 03 00:05:00
  TRACK 02 AUDIO
    INDEX 01 00:04:50
S
redbook info b.cue >table
