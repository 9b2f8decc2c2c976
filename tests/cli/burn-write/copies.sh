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
mkfifo keys
redbook-burn write --device virtual:drive --yes --copies 2 --eject album.cue <keys &
exec 3>keys
for _ in $(seq 4000); do
    grep -q 'tray = open' drive/state 2>/dev/null && break
    sleep 0.02
done
sleep 0.2
mkdir first && mv drive/disc.* first
echo >&3
wait $!; echo $?
redbook compare first/disc.cue drive/disc.cue
