#!/usr/bin/env bash
mkdir "it's here"
tone --sectors 400 "it's here/ö \$HOME ; 音楽.wav"
cat >'it'"'"'s here/in put.cue' <<'END'
PERFORMER "Sigur Rós"
TITLE "音楽"
FILE "ö $HOME ; 音楽.wav" WAVE
  TRACK 01 AUDIO
    TITLE "Ágætis byrjun"
    INDEX 01 00:00:00
END
mkdir 'out put'
redbook author "it's here/in put.cue" -o 'out put/señor 1.cue' || exit
cat 'out put/señor 1.cue'
ls 'out put'
redbook info 'out put/señor 1.cue'
