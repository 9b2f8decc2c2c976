#!/usr/bin/env bash
# Files that only the replaced image has are kept, and reported with -v.

tone --kind noise --seed 1 --sectors 900 a.bin
cat >three.cue <<'S'
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:04:00
  TRACK 03 AUDIO
    INDEX 01 00:08:00
S
cat >two.cue <<'S'
TITLE "Two"
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:06:00
S
redbook convert three.cue --target redump -o y.cue
redbook convert -v -f two.cue --target redump -o y.cue >table
ls y*; echo
redbook convert -f three.cue --target redump -o y.cue
redbook convert -v -f two.cue --target single -o y.cue >table
ls y*; echo
rm y*
redbook author --cdtext always two.cue -o y.cue -q
redbook author -v -f three.cue -o y.cue >table
ls y*; echo
redbook author -v -f three.cue -o y.cue >table
