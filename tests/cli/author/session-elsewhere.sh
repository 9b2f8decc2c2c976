#!/usr/bin/env bash
# A file system that was made for another address would be unreadable: it is refused, with the command that makes the right
# one. So is one whose directories cannot be found; one that is not ISO 9660 is a warning.
tone --sectors 300 1.wav
volume --plus zero.iso
volume --lba 12400 --plus other.iso
redbook author 1.wav --session --data zero.iso -o out.cue
redbook author 1.wav --session --data other.iso -o out.cue
head -c $((20 * 2048)) other.iso >short.iso
head -c $((300 * 2048)) /dev/zero >>short.iso
redbook author 1.wav --session --data short.iso -o out.cue
ls -- *.bin 2>/dev/null
head -c $((300 * 2048)) /dev/zero >empty.dat
redbook author 1.wav --session --data empty.dat -o unknown.cue
