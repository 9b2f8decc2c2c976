#!/usr/bin/env bash
tone --sectors 1000 'side one.wav'
cat >in.cue <<'END'
REM GENRE "Chamber"
REM COMMENT "kept as it is"
CATALOG 4006381333931
PERFORMER "The Players"
TITLE "An Album"
FILE "side one.wav" WAVE
  TRACK 01 AUDIO
    TITLE "First"
    ISRC DEA452400001
    FLAGS DCP
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Second"
    INDEX 00 00:05:00
    INDEX 01 00:06:00
END
redbook author in.cue -o out.cue || exit
cat out.cue
tail -c +45 'side one.wav' | cmp - out.bin
