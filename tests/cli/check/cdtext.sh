#!/usr/bin/env bash
# CD-TEXT by profile: packs, texts and codes; the severities of the reader's findings follow the profile.
tone --sectors 1200 album.bin
redbook text -q "$TREE/tests/cli/text/night-cats.txt" -o album.cdt
cat >album.cue <<'END'
CDTEXTFILE "album.cdt"
CATALOG 4012345678901
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    TITLE "Uno"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:05:00
  TRACK 03 AUDIO
    INDEX 01 00:10:00
END
redbook check -v album.cue
printf 'x' | dd of=album.cdt bs=1 seek=5 conv=notrunc status=none
redbook check --profile plant album.cue; echo "exit $?"
rm album.cdt
redbook check --profile plant album.cue; echo "exit $?"
