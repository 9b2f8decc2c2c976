#!/usr/bin/env bash
# A float file that exceeds full scale: reported on stderr, and the image is written.
tone --encoding float --frames 264600 --channels 1 --kind silence a.wav
header=$(($(stat -c %s a.wav) - 264600 * 4))
printf '\000\000\000\100' | dd of=a.wav bs=1 seek=$((header + 400)) conv=notrunc status=none
redbook author a.wav -o out.cue
