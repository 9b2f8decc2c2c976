#!/usr/bin/env bash
tone --sectors 1500 album.bin
cat >album.cue <<'END'
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:06:00
  TRACK 02 AUDIO
    INDEX 01 00:12:00
END
redbook-burn write --device virtual:drive --yes --verify album.cue && redbook compare album.cue drive/disc.cue
