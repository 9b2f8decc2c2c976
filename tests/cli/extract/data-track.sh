#!/usr/bin/env bash
head -c $((300 * 2352)) /dev/zero >a.bin
tone --kind noise --sectors 600 b.bin
cat a.bin b.bin >c.bin
printf 'FILE "c.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:04:00\n    INDEX 01 00:06:00\n' >a.cue
redbook extract a.cue -o d
redbook extract a.cue -o d --tracks 1-2
redbook extract a.cue -o d --range 00:03:00-00:08:00
redbook extract a.cue -o d --tracks 2 -v
cmp <(tail -c $((450 * 2352)) d/02.wav) <(tail -c $((450 * 2352)) b.bin) && echo equal
