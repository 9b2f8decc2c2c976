# shellcheck shell=bash
# Indexes above 01 are kept; in the image, their times count from its start.
tone --kind noise --seed 9 --sectors 1500 disc.wav
cat >sheet.cue <<'END'
FILE "disc.wav" WAVE
  TRACK 01 AUDIO
    INDEX 01 00:00:00
    INDEX 02 00:01:07
  TRACK 02 AUDIO
    PREGAP 00:01:00
    INDEX 01 00:08:00
    INDEX 02 00:09:10
    INDEX 03 00:10:20
    INDEX 04 00:11:30
    INDEX 05 00:11:31
END
author sheet.cue
