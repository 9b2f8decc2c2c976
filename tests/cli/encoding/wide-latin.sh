#!/usr/bin/env bash
# Wide sheets without a byte order mark that have letters of Latin-1, with and without their encoding stated.
head -c 705600 /dev/zero >a.bin
printf 'FILE "a.bin" BINARY\nTITLE "Grüße, Café"\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
for encoding in UTF-16LE UTF-16BE UTF-32LE UTF-32BE; do
    iconv -f UTF-8 -t $encoding a.cue >wide.cue
    redbook info wide.cue 2>/dev/null | grep -F Caf
    redbook info --encoding $encoding wide.cue 2>/dev/null | grep -F Caf
done
# One that is mostly of other letters is a sheet if its encoding is stated, and what is no sheet then is not called audio.
printf 'FILE "a.bin" BINARY\nTITLE "%s"\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$(printf 'Ж%.0s' {1..100})" >b.cue
for encoding in UTF-16LE UTF-16BE UTF-32LE UTF-32BE; do
    iconv -f UTF-8 -t $encoding b.cue >wide.cue
    redbook info --encoding $encoding wide.cue 2>&1 | grep -F Ж | head -1 | cut -c 1-30
    redbook text --encoding $encoding wide.cue --language ru --charset ms-jis 2>&1 | grep -F Ж | head -1 | cut -c 1-30
    redbook edit --encoding $encoding wide.cue --title Cafe 2>&1 >/dev/null && grep TITLE wide.cue
done
for encoding in UTF-16LE UTF-32BE; do
    iconv -f UTF-8 -t $encoding a.cue >wide.cue
    redbook edit --encoding $encoding wide.cue --title Cafe 2>&1 >/dev/null && grep TITLE wide.cue
done
echo 'no sheet, but a text' | iconv -t UTF-16LE >text.cue
redbook info --encoding utf-16le text.cue 2>&1
head -c 4 /dev/zero >zero.cue
redbook info --encoding utf-16le zero.cue 2>&1
exit 0
