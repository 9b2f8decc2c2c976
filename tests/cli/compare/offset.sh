#!/usr/bin/env bash
tone --kind noise --sectors 2000 a.bin
cat >a.cue <<'END'
CATALOG 4006381333931
TITLE "An Album"
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    TITLE "Café"
    ISRC DEA452400001
    FLAGS DCP
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 00 00:10:00
    INDEX 01 00:12:10
    INDEX 02 00:20:00
END
# As read by another drive: 102 samples later, the end lost.
{ head -c 408 /dev/zero && head -c -408 a.bin; } >b.bin
sed 's/a\.bin/b.bin/' a.cue >b.cue
redbook compare a.cue b.cue
echo "exit $?"
redbook compare b.cue a.cue | tail -n 1
redbook compare --json a.cue b.cue
