#!/usr/bin/env bash
# The commands for the drive do not depend on the format of the image.
tone --sectors 1500 album.bin
cat >album.cue <<'END'
CATALOG 4006381333931
TITLE "Night Cats"
PERFORMER "Art"
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    TITLE "One"
    ISRC USABC1234567
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Two"
    FLAGS DCP PRE
    ISRC USABC1234568
    INDEX 00 00:09:25
    INDEX 01 00:11:25
    INDEX 02 00:15:00
END
redbook convert album.cue -o clone.ccd
for image in album.cue clone.ccd; do redbook-burn plan --json "$image" | sed -n '/"plan": {/,/^  }/p' >"$image.json"; done
cmp album.cue.json clone.ccd.json && wc -l <album.cue.json
