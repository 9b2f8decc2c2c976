#!/usr/bin/env bash
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
sed -e 's/4006381333931/4006381333948/' -e 's/USABC1234568/USABC9999999/' -e 's/FLAGS DCP PRE/FLAGS DCP/' -e 's/00:15:00/00:15:10/' album.cue >other.cue
redbook-burn verify --device virtual:drive other.cue; echo $?
printf 'x' | dd of=album.bin bs=1 seek=2000000 conv=notrunc 2>/dev/null
redbook-burn verify -q --device virtual:drive album.cue; echo $?
redbook-burn verify --device virtual:drive --json album.cue 2>/dev/null | grep -v progress | cut -c1-420
