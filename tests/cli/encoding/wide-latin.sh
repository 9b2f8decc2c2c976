#!/usr/bin/env bash
# Wide sheets without a byte order mark that have letters of Latin-1, with and without their encoding stated.
head -c 705600 /dev/zero >a.bin
printf 'FILE "a.bin" BINARY\nTITLE "Grüße, Café"\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
for encoding in UTF-16LE UTF-16BE UTF-32LE UTF-32BE; do
    iconv -f UTF-8 -t $encoding a.cue >wide.cue
    redbook info wide.cue 2>/dev/null | grep -F Caf
    redbook info --encoding $encoding wide.cue 2>/dev/null | grep -F Caf
done
