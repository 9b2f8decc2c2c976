# shellcheck shell=bash
# Headerless sectors, low byte first and high byte first; an unfinished last sector is completed.
tone --kind noise --seed 28 --frames 235788 --format raw-le low.bin
tone --kind noise --seed 29 --sectors 400 --format raw-be high.bin
cat >sheet.cue <<'END'
FILE "high.bin" MOTOROLA
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "low.bin" BINARY
  TRACK 02 AUDIO
    INDEX 01 00:00:00
END
author sheet.cue
