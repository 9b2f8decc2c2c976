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
# What was extracted, authored again, has the samples of the original.
redbook extract album.cue -o d --hidden && redbook author --carry --short-tracks allow -q d/*.wav -o out.cue && cmp album.bin out.bin &&
    redbook extract album.cue -o f --hidden --format flac && redbook author --carry --short-tracks allow -q f/*.flac -o out2.cue &&
    cmp album.bin out2.bin &&
    redbook extract album.cue -o p --pause with-track && redbook author --carry -q p/*.wav -o out3.cue && cmp album.bin out3.bin &&
    redbook compare out.cue out2.cue --ignore texts,codes
