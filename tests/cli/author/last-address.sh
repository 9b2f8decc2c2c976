#!/usr/bin/env bash
# The lead-out of 449850 sectors would be at 100:00:00, which has no address: nothing makes such a disc, and check says why.
for sectors in 449850 449849; do
    truncate -s $((sectors * 2352)) $sectors.bin
    printf 'FILE "%d.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' $sectors >$sectors.cue
done
redbook author 449850.cue --capacity 99:58:00 -o out.cue
redbook author 449850.cue --capacity 99:57:74 -o out.cue
redbook info --capacity 99:57:74 449850.cue | tail -1
redbook info --capacity 99:57:74 449849.cue | tail -1
redbook convert 449850.cue --target toc -o out.toc
redbook check --capacity 99:57:74 449850.cue
redbook-burn plan 449850.cue --medium 99:59:74 --overburn
redbook-burn plan 449849.cue --medium 99:59:74 | grep 'aa '
redbook-burn plan 449849.cue --medium 100:00:00
