#!/usr/bin/env bash
tone --kind noise --sectors 400 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook convert a.cue
redbook convert -o out.cue
redbook convert a.cue a.cue -o out.cue
redbook convert a.cue -o out.mp3
redbook convert a.cue --target toc -o out.cue
redbook convert a.cue --target nonsense -o out.cue
redbook convert a.cue -o out.cue --pad --carry
redbook convert a.cue -o out.cue -v -q
