#!/usr/bin/env bash
sectors mode1 300 7 a.bin a.user
cat >a.cue <<'END'
CATALOG 4006381333931
TITLE "Game"
REM COMMENT "one"
FILE "a.bin" BINARY
  TRACK 01 MODE1/2352
    FLAGS DCP
    ISRC DEA452400001
    INDEX 00 00:00:00
    INDEX 01 00:02:00
    INDEX 02 00:03:00
END
redbook convert a.cue -o a.iso --quiet
redbook convert a.cue -o a.iso --force && wc -c a.iso
