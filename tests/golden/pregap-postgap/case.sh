# shellcheck shell=bash
# Silence that only the sheet states (PREGAP, POSTGAP) becomes sectors of the image.
tone --kind noise --seed 8 --sectors 1000 disc.wav
cat >sheet.cue <<'END'
FILE "disc.wav" WAVE
  TRACK 01 AUDIO
    PREGAP 00:00:30
    INDEX 01 00:00:00
    POSTGAP 00:01:00
  TRACK 02 AUDIO
    PREGAP 00:02:00
    INDEX 01 00:06:00
    POSTGAP 00:00:10
END
author sheet.cue
