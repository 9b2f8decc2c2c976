#!/usr/bin/env bash
# Differences between sheet and packs are reported, field by field; characters that the packs cannot encode are not a
# difference.
tone --sectors 1200 album.bin
redbook text -q "$TREE/tests/cli/text/night-cats.txt" -o album.cdt
cat >album.cue <<'END'
CDTEXTFILE "album.cdt"
CATALOG 4012345678901
TITLE "Night Dogs"
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    TITLE "Óne"
    ISRC USRC17607800
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Ťwo"
    INDEX 01 00:05:00
END
redbook info album.cue
