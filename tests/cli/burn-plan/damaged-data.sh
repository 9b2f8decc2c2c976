#!/usr/bin/env bash
# Damaged parts of sectors that the drive computes anew are reported, and do not prevent burning.
sectors mode1 400 1 a.bin user
printf 'x' | dd of=a.bin bs=1 seek=$((20 * 2352 + 500)) conv=notrunc status=none
printf 'x' | dd of=a.bin bs=1 seek=$((30 * 2352)) conv=notrunc status=none
printf 'FILE "a.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn plan a.cue >/dev/null
# Written raw, a sector without a sync is not read as data.
sectors mode1 400 1 b.bin user
printf 'x' | dd of=b.bin bs=1 seek=$((30 * 2352)) conv=notrunc status=none
sed 's/a\.bin/b.bin/' a.cue >b.cue
redbook-burn plan b.cue >/dev/null
redbook-burn write -y -d virtual:drive --write-mode=raw96 b.cue 2>&1 >/dev/null | grep warning >&2
redbook-burn plan --no-verify a.cue >/dev/null
redbook-burn plan --fail-on warning a.cue >/dev/null
