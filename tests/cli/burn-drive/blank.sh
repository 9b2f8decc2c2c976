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
redbook-burn blank --device virtual:drive --yes; echo $?
[ -e drive ] || redbook-burn virtual -q drive
redbook-burn blank --device virtual:drive; echo $?
redbook-burn blank --device virtual:drive --yes; echo $?
sed -i 's/^medium = .*/medium = cd-rw/' drive/drive.conf
redbook-burn write -q --device virtual:drive --yes album.cue
redbook-burn blank --device virtual:drive --yes; echo $?
redbook-burn info --device virtual:drive | grep '^disc'
redbook-burn write -q --device virtual:drive --yes album.cue
redbook-burn blank --device virtual:drive --yes --full --eject --json | grep -v progress; echo $?
grep tray drive/state
# What failed after the disc was blanked was not the blanking.
sed -i 's/^tray = .*/tray = closed/' drive/state
redbook-burn write -q --device virtual:drive --yes album.cue
echo 'op 1B sense 5/24/00' >drive/faults
redbook-burn blank --device virtual:drive --yes --eject 2>&1 | grep error; echo "${PIPESTATUS[0]}"
