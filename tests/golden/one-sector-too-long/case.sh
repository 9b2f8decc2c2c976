# shellcheck shell=bash
# One sector more does not fit, and nothing is written.
tone --kind noise --seed 34 --sectors 10 --format raw-le noise.bin
cp noise.bin full.bin
dd if=noise.bin of=full.bin bs=2352 seek=359835 conv=notrunc 2>/dev/null
cat >sheet.cue <<'END'
FILE "full.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 00 40:00:00
    INDEX 01 40:02:00
END
author sheet.cue
