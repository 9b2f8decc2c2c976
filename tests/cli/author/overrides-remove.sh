#!/usr/bin/env bash
tone --sectors 400 a.wav
cat >in.cue <<'END'
CATALOG 4006381333931
TITLE "An Album"
FILE "a.wav" WAVE
  TRACK 01 AUDIO
    TITLE "First"
    ISRC DEA452400001
    FLAGS DCP
    INDEX 01 00:00:00
END
redbook author in.cue -o out.cue --title= --mcn '' --track 1:title= --track 1:isrc= --track 1:flags=none && cat out.cue
