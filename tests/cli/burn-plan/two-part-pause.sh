#!/usr/bin/env bash
# 3 s before data after audio: the pregap is audio first and data then.
tone --sectors 400 --format raw-le sound.bin
sectors mode1 400 1 data.bin user
cat >disc.cue <<'END'
FILE "sound.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "data.bin" BINARY
  TRACK 02 MODE1/2352
    PREGAP 00:03:00
    INDEX 01 00:00:00
END
redbook-burn plan --no-verify disc.cue | sed -n "/^write/,/^$/p"
