# shellcheck shell=bash
# Control bits of each track.
tone --kind noise --seed 21 --sectors 1500 disc.wav
cat >sheet.cue <<'END'
FILE "disc.wav" WAVE
  TRACK 01 AUDIO
    FLAGS DCP
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    FLAGS PRE DCP
    INDEX 01 00:05:00
  TRACK 03 AUDIO
    FLAGS 4CH
    INDEX 01 00:10:00
  TRACK 04 AUDIO
    FLAGS DCP 4CH PRE
    INDEX 01 00:15:00
END
author sheet.cue
