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
redbook-burn virtual -q drive
sed -i 's/^medium = .*/medium = cd-rw/' drive/drive.conf
for sense in 3/0C/09 5/21/00 5/21/02 4/44/00 6/28/00 6/29/00 2/3A/00 7/27/00 B/00/00 5/63/00; do
    redbook-burn blank -q --yes --device virtual:drive
    echo "lba 500 sense $sense" >drive/faults
    redbook-burn write --no-cdtext --device virtual:drive --yes album.cue 2>&1 >/dev/null | grep error; echo "${PIPESTATUS[0]}"
    : >drive/faults
done
