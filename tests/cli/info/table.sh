#!/usr/bin/env bash
tone --sectors 3000 album.bin
cat >album.cue <<'END'
REM GENRE "Chamber"
CATALOG 4006381333931
PERFORMER "The Players"
TITLE "An Album"
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    TITLE "First"
    PERFORMER "The Players"
    ISRC DEA452400001
    FLAGS DCP PRE
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Zweites Stück"
    PERFORMER "音楽"
    INDEX 00 00:10:00
    INDEX 01 00:12:10
    INDEX 02 00:20:00
    INDEX 03 00:22:00
  TRACK 03 AUDIO
    TITLE "A title of some length"
    PERFORMER "Someone"
    INDEX 01 00:30:00
END
redbook info album.cue
