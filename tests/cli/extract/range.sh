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
redbook extract album.cue -o d --range 00:05:00-00:07:00 && redbook extract album.cue -o d --range 0-75
ls d
cmp <(tail -c $((150 * 2352)) "d/Range 00.05.00-00.07.00.wav") <(tail -c +$((375 * 2352 + 1)) album.bin | head -c $((150 * 2352))) && echo equal
redbook extract album.cue -o d --range 00:05:00-00:21:00
