#!/usr/bin/env bash
tone --sectors 400 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
echo mine >d
redbook extract a.cue -o d
redbook extract a.cue -o no/d
ln -s nowhere link
redbook extract a.cue -o link
redbook convert --target ddp --force-delivery a.cue -o link/
cat d
