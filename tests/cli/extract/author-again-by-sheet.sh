#!/usr/bin/env bash
tone --kind noise --sectors 1500 album.bin
cp "$TREE/tests/cli/extract/album.cue" .
# The disc's own sheet with the extracted files instead of the BIN.
redbook extract album.cue -o d --pregap with-track -q
cat >sheet.cue <<'END'
CATALOG 4006381333931
PERFORMER "Band"
TITLE "An Album"
REM DATE 1999
REM GENRE Test
FILE "d/01 Café_ one_two_.wav" WAVE
  TRACK 01 AUDIO
    TITLE "Café: one/two?"
    ISRC DEA452400001
    INDEX 00 00:00:00
    INDEX 01 00:01:00
FILE "d/02 Ends with dots.wav" WAVE
  TRACK 02 AUDIO
    TITLE "Ends with dots..."
    PERFORMER "Guest"
    INDEX 00 00:00:00
    INDEX 01 00:02:10
FILE "d/03.wav" WAVE
  TRACK 03 AUDIO
    INDEX 01 00:00:00
END
redbook author -q sheet.cue -o out.cue && redbook compare album.cue out.cue
