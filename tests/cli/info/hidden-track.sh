#!/usr/bin/env bash
tone --sectors 1000 album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:05:00\n' >album.cue
redbook info album.cue
