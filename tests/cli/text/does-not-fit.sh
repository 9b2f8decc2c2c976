#!/usr/bin/env bash
cat >album.cue <<'END'
CATALOG 4006381333931
REM GENRE "Rock"
REM DATE 1999
PERFORMER "Żółw"
TITLE "Älbum – 音楽"
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    TITLE "First"
    ISRC DEA452400001
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Second"
    INDEX 01 00:10:00
END
# Shown unchanged; what does not fit is reported.
redbook text album.cue
