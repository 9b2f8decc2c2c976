#!/usr/bin/env bash
# A float file in which frame 1000 is not a number.
tone --sectors 400 --encoding float --channels 1 a.wav
header=$(($(stat -c %s a.wav) - 400 * 588 * 4))
printf '\000\000\300\177' | dd of=a.wav bs=1 seek=$((header + 4000)) conv=notrunc status=none
redbook author a.wav -o out.cue
