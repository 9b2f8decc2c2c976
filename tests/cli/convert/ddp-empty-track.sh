#!/usr/bin/env bash
# What --force-delivery cannot permit is refused without a word about it, also where it is given.
tone --kind music --level 50 --sectors 900 a.bin --format raw-le
cat >a.cue <<'CUE'
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:06:00
  TRACK 03 AUDIO
    INDEX 01 00:06:00
CUE
redbook convert a.cue --target ddp -o a/; echo "exit $?"
redbook convert a.cue --target ddp -o a/ --force-delivery; echo "exit $?"
ls
