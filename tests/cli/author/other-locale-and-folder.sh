#!/usr/bin/env bash
tone --kind noise --rate 48000 --sectors 400 a.wav
mkdir deep
redbook author a.wav -o out.cue && cd deep && LC_ALL=tr_TR.UTF-8 LANG=de_DE.UTF-8 TZ=Asia/Tokyo redbook author ../a.wav -o out.cue &&
    cmp out.bin ../out.bin && cmp out.cue ../out.cue
