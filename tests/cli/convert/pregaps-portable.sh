#!/usr/bin/env bash
tone --kind noise --sectors 400 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook convert a.cue -o out.cue --pregaps commands
