#!/usr/bin/env bash
tone --sectors 700 album.bin
cat >album.cue <<'END'
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:01:00
END
redbook-burn write --device virtual:drive --yes album.cue; echo $?
redbook-burn write --device virtual:drive --yes --short-tracks album.cue; echo $?
