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
sectors mode1 625 1 whole.bin user
sed -e 's/data.bin/whole.bin/' -e 's/PREGAP 00:03:00/INDEX 00 00:00:00/' -e '$s/00:00:00/00:03:00/' disc.cue >held.cue
redbook author -q held.cue -o right.cue && redbook-burn plan right.cue >/dev/null # no mode writes it: without advice
redbook-burn plan --no-verify disc.cue | sed -n "/^write/,/^$/p"
