#!/usr/bin/env bash
# What author would make of it.
tone --rate 48000 --frames 288000 a.flac
tone --frames 264700 b.wav
cat >in.cue <<'END'
FILE "a.flac" WAVE
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "b.wav" WAVE
  TRACK 02 AUDIO
    PREGAP 00:02:00
    INDEX 01 00:00:00
END
redbook info in.cue
