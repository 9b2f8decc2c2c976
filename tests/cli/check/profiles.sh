#!/usr/bin/env bash
# The same disc by three profiles.
tone --kind music --level 50 --sectors 500 a.bin --format raw-le
cat >a.cue <<'CUE'
CATALOG 1234567890128
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    ISRC DEA452400001
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    ISRC DEA452400001
    FLAGS SCMS
    INDEX 01 00:04:00
CUE
for profile in cdr plant emulator; do
    redbook check -v --profile $profile a.cue
    echo "$profile: $?"
done 2>&1
redbook check -q --fail-on warning a.cue
