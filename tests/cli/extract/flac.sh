#!/usr/bin/env bash
tone --kind noise --sectors 1500 album.bin
cat >album.cue <<'END'
CATALOG 4006381333931
PERFORMER "Band"
TITLE "An Album"
REM DATE 1999
REM GENRE Test
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    TITLE "Café: one/two?"
    ISRC DEA452400001
    INDEX 00 00:00:00
    INDEX 01 00:01:00
  TRACK 02 AUDIO
    TITLE "Ends with dots..."
    PERFORMER "Guest"
    INDEX 00 00:06:00
    INDEX 01 00:08:10
  TRACK 03 AUDIO
    INDEX 01 00:15:00
END
redbook extract album.cue -o d --format flac --hidden
# Texts and codes come back from the files.
redbook author --short-tracks allow -q --sort tags d/0[1-3]*.flac -o out.cue && cat out.cue
