#!/usr/bin/env bash
# Track-at-once: data and audio as a drive writes them, 152 sectors apart; what that loses of the image is listed.
volume data.iso
tone --kind noise --seed 1 --sectors 400 1.wav
tone --kind noise --seed 2 --sectors 500 2.wav
cat >disc.cue <<'END'
TITLE "A title"
CATALOG 1234567890128
FILE "data.iso" BINARY
  TRACK 01 MODE1/2048
    INDEX 01 00:00:00
FILE "1.wav" WAVE
  TRACK 02 AUDIO
    ISRC USABC1234567
    PREGAP 00:02:00
    INDEX 01 00:00:00
FILE "2.wav" WAVE
  TRACK 03 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:00:30
    INDEX 02 00:03:00
END
redbook-burn write --yes --verify --write-mode tao -d virtual:rec disc.cue 2>said
grep track-at-once said
cat rec/disc.cue
redbook-burn verify --quiet --tao -d virtual:rec disc.cue && echo 'verified'
redbook-burn verify -d virtual:rec disc.cue
echo "-- a second session by a drive that appends tracks only"
volume --lba 11800 extra.iso
redbook author -q 1.wav --session --data extra.iso -o extra.cue
redbook-burn virtual -q two 'quirks = no-sao-append'
redbook-burn write --yes -d virtual:two extra.cue 2>&1 | grep -e warning -e burnt
redbook compare extra.cue two/disc.cue
redbook-burn plan --tao extra.cue --session 1 | grep -e burn.track -e length
