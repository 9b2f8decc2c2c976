#!/usr/bin/env bash
# Too long, a short track, texts that do not fit: all reported at once.
truncate -s $((360200 * 2352)) long.bin
cat >long.cue <<'END'
TITLE "夜"
FILE "long.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:03:00
END
redbook-burn plan long.cue
