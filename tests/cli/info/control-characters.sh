#!/usr/bin/env bash
# Titles must not control the terminal.
tone --sectors 400 album.bin
printf 'TITLE "\033[31mred\302\233m\342\200\256"\nFILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    TITLE "\033]0;x\007"\n    INDEX 01 00:00:00\n' >album.cue
redbook info album.cue
