#!/usr/bin/env bash
# One BIN with the pregap as zeros in it; two files, one in the other byte order, and the pregap only in the sheet.
tone --kind noise --sectors 400 1.bin
tone --kind noise --sectors 500 --seed 2 2.bin
tone --kind noise --sectors 500 --seed 2 --format raw-be 2.raw
tone --kind silence --sectors 150 gap.bin
cat 1.bin gap.bin 2.bin >one.bin
cat >one.cue <<'END'
FILE "one.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 00 00:05:25
    INDEX 01 00:07:25
END
cat >two.cue <<'END'
REM COMMENT "of another tool"
FILE "1.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "2.raw" MOTOROLA
  TRACK 02 AUDIO
    PREGAP 00:02:00
    INDEX 01 00:00:00
END
redbook compare one.cue two.cue
