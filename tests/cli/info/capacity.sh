#!/usr/bin/env bash
tone --sectors 1000 album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
for capacity in 74 80 90 99 74:00:00 4500s '359844 sectors' 359844sectors '999 sectors'; do
    redbook info --capacity "$capacity" album.cue | tail -n 1
done
