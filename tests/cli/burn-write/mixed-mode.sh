#!/usr/bin/env bash
sectors mode1 600 1 data.bin user
tone --sectors 700 --format raw-le sound.bin
cat >game.cue <<'END'
FILE "data.bin" BINARY
  TRACK 01 MODE1/2352
    INDEX 01 00:00:00
FILE "sound.bin" BINARY
  TRACK 02 AUDIO
    PREGAP 00:02:00
    INDEX 01 00:00:00
END
redbook-burn write --device virtual:drive --yes --verify game.cue && redbook compare game.cue drive/disc.cue
