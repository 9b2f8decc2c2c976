#!/usr/bin/env bash
# A disc that was burned is read into an image, and the image is the same disc.
tone --sectors 1500 album.bin
cat >album.cue <<END
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
redbook-burn write -q --device virtual:drive --yes album.cue
redbook-burn read --device virtual:drive -o copy.cue; echo $?
redbook compare copy.cue album.cue
ls copy.*
cat copy.cue
redbook-burn read -q --device virtual:drive -o copy.cue; echo $?
redbook-burn read --json -f --device virtual:drive -o copy.cue 2>/dev/null | grep '"event":"read"'
