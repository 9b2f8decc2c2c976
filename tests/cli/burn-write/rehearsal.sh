#!/usr/bin/env bash
tone --sectors 1500 album.bin
cat >album.cue <<END
CATALOG 4006381333931
TITLE "Night Cats"
PERFORMER "Art"
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    TITLE "One"
    ISRC USABC1234567
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Two"
    FLAGS DCP PRE
    ISRC USABC1234568
    INDEX 00 00:09:25
    INDEX 01 00:11:25
    INDEX 02 00:15:00
END
redbook-burn write --device virtual:drive --yes --verify --speed 16 album.cue && redbook compare album.cue drive/disc.cue
grep -c '^!' drive/transcript || true # what a host must not do
