#!/usr/bin/env bash
head -c $((300 * 2352)) /dev/zero >a.bin
cp a.bin b.bin
printf '\253' | dd of=b.bin bs=1 seek=$((100 * 2352 + 50)) conv=notrunc status=none
for name in a b; do
    printf 'FILE "%s.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n' $name >$name.cue
done
redbook compare a.cue b.cue
