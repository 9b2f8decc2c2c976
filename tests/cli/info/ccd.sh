#!/usr/bin/env bash
# A CloneCD control file and its image: recognised by content; the image is found next to it.
sectors mode1 316 1 data user
tone --kind music --level 50 --sectors 450 --format raw-le sound
cat data sound >Game.img
{
    printf '[CloneCD]\r\nVersion=3\r\n[Disc]\r\nTocEntries=5\r\nSessions=1\r\nDataTracksScrambled=0\r\nCDTextLength=0\r\n'
    printf 'CATALOG=4006381333931\r\n[Session 1]\r\nPreGapMode=1\r\nPreGapSubC=0\r\n'
    printf '[Entry 0]\r\nSession=1\r\nPoint=0xa2\r\nADR=0x01\r\nControl=0x00\r\nPMin=0\r\nPSec=12\r\nPFrame=16\r\nPLBA=766\r\n'
    printf '[Entry 1]\r\nSession=1\r\nPoint=0x01\r\nADR=0x01\r\nControl=0x04\r\nPMin=0\r\nPSec=2\r\nPFrame=0\r\nPLBA=0\r\n'
    printf '[Entry 2]\r\nSession=1\r\nPoint=0x02\r\nADR=0x01\r\nControl=0x00\r\nPMin=0\r\nPSec=8\r\nPFrame=16\r\nPLBA=466\r\n'
    printf '[TRACK 1]\r\nMODE=1\r\nINDEX 1=0\r\n[TRACK 2]\r\nMODE=0\r\nINDEX 0=316\r\nINDEX 1=466\r\n'
} >Game.ccd
redbook info -v Game.ccd
printf 'CATALOG 4006381333931\nFILE "Game.img" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:04:16\n    INDEX 01 00:06:16\n' >a.cue
redbook compare a.cue Game.ccd
mv Game.img GAME.IMG
redbook info Game.ccd >/dev/null
