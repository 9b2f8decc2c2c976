#!/usr/bin/env bash
cat >album.cue <<'END'
CATALOG 4006381333931
REM GENRE "Rock"
REM DATE 1999
PERFORMER "Żółw"
TITLE "Älbum – 音楽"
CDTEXTFILE "album.cdt"
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    TITLE "First"
    ISRC DEA452400001
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Second"
    INDEX 01 00:10:00
END
redbook text album.cue -q --charset ms-jis --cdtext-fallback --language 0x69 -o out.cdt && redbook text out.cdt
