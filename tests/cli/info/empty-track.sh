#!/usr/bin/env bash
# A track without sectors: info reports what author reports, and extract writes no empty file.
tone --kind noise --seed 1 --sectors 900 a.bin
cat >a.cue <<'S'
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:06:00
  TRACK 03 AUDIO
    INDEX 01 00:06:00
S
redbook info -q a.cue >table
echo "exit $?"
wc -l <table
redbook author -q a.cue -o out.cue
echo "exit $?"
redbook extract -q a.cue -o files
echo "exit $?"
redbook extract -q a.cue --tracks 1,3 -o files
echo "exit $?"
ls files
