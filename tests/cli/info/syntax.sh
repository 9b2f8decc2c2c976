#!/usr/bin/env bash
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:75\n' >album.cue
redbook info album.cue
