#!/usr/bin/env bash
sectors mode1 300 1 raw.bin user
tone --sectors 400 a.wav
try() { redbook "$@"; echo "exit $?"; }
try author raw.bin a.wav -o out.cue
try author a.wav raw.bin -o out.cue
try author raw.bin --data user -o out.cue
try author --data user --mode audio a.wav -o out.cue
try author --mode audio a.wav a.wav -o out.cue
try info --mode mode3/2352 a.wav
try info --byte-order middle a.wav
head -c 4896 /dev/zero >sub && head -c 2352 raw.bin | dd of=sub conv=notrunc 2>/dev/null &&
    head -c 2352 raw.bin | dd of=sub bs=2448 seek=1 conv=notrunc 2>/dev/null
try info sub
