#!/usr/bin/env bash
# Discs of many tracks, of which only two can have all of their files open at the same time.
head -c $((60 * 20 * 2352)) /dev/zero >z.bin
for disc in 0 1 2 3 4 5 6 7; do
    printf 'FILE "z.bin" BINARY\n' >"d$disc.cue"
    for ((track = 0; track < 60; track++)); do
        printf '  TRACK %02d AUDIO\n    INDEX 01 00:%02d:%02d\n' $((track + 1)) $((track * 20 / 75)) $((track * 20 % 75))
    done >>"d$disc.cue"
done
(ulimit -n 200 && redbook convert d*.cue -o out/ --target redump -j 8 | tail -1 | cut -d: -f1)
# One that needs more than there are fails alone.
(ulimit -n 60 && redbook convert d0.cue d1.cue -o few/ --target redump -j 8 2>&1 | tail -1)
