# shellcheck shell=bash
# One file for each track, gaps at the beginning of each file but the first.
tone --kind noise --seed 10 --sectors 400 "01 first.wav"
tone --kind noise --seed 11 --sectors 450 "02 second.flac"
tone --kind noise --seed 12 --sectors 500 "03 third.aiff"
cat >sheet.cue <<'END'
FILE "01 first.wav" WAVE
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "02 second.flac" WAVE
  TRACK 02 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:01:37
FILE "03 third.aiff" AIFF
  TRACK 03 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:02:00
END
author sheet.cue
