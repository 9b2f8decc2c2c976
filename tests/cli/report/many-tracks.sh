#!/usr/bin/env bash
# 99 tracks: page breaks of the PDF.
tone --kind noise --level 50 --sectors $((99 * 300)) --format raw-le good.bin
{
    printf 'TITLE "Ninety-nine"\nFILE "good.bin" BINARY\n'
    for track in $(seq 0 98); do
        sectors=$((track * 300))
        printf '  TRACK %02d AUDIO\n    TITLE "Title %d"\n    INDEX 01 %02d:%02d:00\n' $((track + 1)) $((track + 1)) $((sectors / 4500)) $((sectors / 75 % 60))
    done
} >good.cue
redbook report good.cue -o paper | tail -n 1
awk 'BEGIN { RS = "\f" } { count = split($0, line, "\n"); print line[1]; print line[3]; print line[4]; print line[5]; print line[count - 3]; print line[count - 1] }' paper/pq.txt
