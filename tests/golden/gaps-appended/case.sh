# shellcheck shell=bash
# The layout that rippers call noncompliant: each pregap is at the end of the previous file.
tone --kind noise --seed 13 --sectors 500 1.wav
tone --kind noise --seed 14 --sectors 480 2.wav
tone --kind noise --seed 15 --sectors 460 3.wav
cat >sheet.cue <<'END'
REM COMMENT "gaps appended"
FILE "1.wav" WAVE
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 00 00:05:40
FILE "2.wav" WAVE
    INDEX 01 00:00:00
  TRACK 03 AUDIO
    INDEX 00 00:06:00
FILE "3.wav" WAVE
    INDEX 01 00:00:00
END
author sheet.cue
