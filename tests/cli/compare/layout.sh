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
# One more track, and a first track that is one sector longer.
cat >b.cue <<'END'
CATALOG 4006381333931
TITLE "An Album"
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    TITLE "Café"
    ISRC DEA452400001
    FLAGS DCP
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 00 00:10:01
    INDEX 01 00:12:11
    INDEX 02 00:20:01
  TRACK 03 AUDIO
    INDEX 01 00:22:00
END
redbook compare a.cue b.cue
