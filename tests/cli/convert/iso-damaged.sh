#!/usr/bin/env bash
sectors mode1 300 7 a.bin a.user
for sector in 5 6 7 100; do printf 'x' | dd of=a.bin bs=1 seek=$((sector * 2352 + 500)) conv=notrunc status=none; done
printf 'x' | dd of=a.bin bs=1 seek=$((200 * 2352 + 2200)) conv=notrunc status=none # parity only
printf 'FILE "a.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n' >a.cue
redbook convert a.cue -o a.iso && wc -c a.iso
redbook convert a.cue -o strict.iso --strict
echo "exit $?"
ls
