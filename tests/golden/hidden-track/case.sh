# shellcheck shell=bash
# Audio in the pregap of track 1.
tone --kind noise --seed 7 --sectors 1200 disc.wav
cat >sheet.cue <<'END'
FILE "disc.wav" WAVE
  TRACK 01 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:05:00
  TRACK 02 AUDIO
    INDEX 01 00:10:25
END
author sheet.cue
