#!/usr/bin/env bash
sectors mode1 400 1 raw user
printf 'x' | dd of=raw bs=1 seek=$((20 * 2352 + 500)) conv=notrunc status=none
{ cat raw && head -c $((150 * 2352)) /dev/zero && tone --kind impulse --sectors 400 --format raw-le sound && cat sound; } >a.bin
cat >a.cue <<'CUE'
FILE "a.bin" BINARY
  TRACK 01 MODE1/2352
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 00 00:05:25
    INDEX 01 00:07:25
CUE
redbook check --json a.cue
