#!/usr/bin/env bash
tone --sectors 400 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
echo mine >d
redbook extract a.cue -o d
redbook extract a.cue -o no/d
cat d
