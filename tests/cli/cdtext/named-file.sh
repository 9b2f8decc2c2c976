#!/usr/bin/env bash
# The packs in the file that CDTEXTFILE names are those of the disc: every command reads its texts and codes.
tone --sectors 1200 album.bin
redbook text -q "$TREE/tests/cli/text/night-cats.txt" -o album.cdt
cat >album.cue <<'END'
CDTEXTFILE "album.cdt"
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:05:00
  TRACK 03 AUDIO
    INDEX 01 00:10:00
END
redbook info album.cue
redbook text album.cue
redbook text -q album.cue -o again.cdt && cmp album.cdt again.cdt
