#!/usr/bin/env bash
# 100 bytes after the last whole sector.
tone --sectors 400 album.bin
head -c 100 album.bin >rest
cat rest >>album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
redbook info album.cue
