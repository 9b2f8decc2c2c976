#!/usr/bin/env bash
# Every key of the JSON is in the man page.
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
redbook-burn plan --json album.cue | grep -oE '"[a-z_0-9]+":' | tr -d '":' | sort -u >keys
while read -r key; do grep -qw -e "$key" "$TREE/tools/redbook-burn/redbook-burn-plan.1" || echo "$key"; done <keys
