#!/usr/bin/env bash
# R to W in the SUB of a CCD are reported as those in a TOC; a SUB with P and Q alone loses nothing. redbook-burn plan sees the same.
tone --kind noise --sectors 400 1.wav
sectors mode1 400 1 data.bin user
printf 'FILE "data.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\nFILE "1.wav" WAVE\n  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:00:00\n' >mixed.cue
redbook convert -q mixed.cue -o first.ccd && redbook author --strict first.ccd -o plain.cue || exit
redbook-burn plan first.ccd >plain.txt
for sector in 100 700; do # of data, then of audio as well
    printf 'abcdefghijkl' | dd of=first.sub bs=1 seek=$((96 * sector + 84)) conv=notrunc status=none
    redbook author --strict first.ccd -o no.cue
    printf 'exit %d\n' $?
    redbook-burn plan first.ccd | cmp - plain.txt
done
redbook-burn plan --cdg=raw first.ccd >raw.txt
redbook convert -q first.ccd -o t.toc && redbook author --strict t.toc -o no.cue
printf 'exit %d\n' $?
