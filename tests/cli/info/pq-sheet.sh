#!/usr/bin/env bash
# The PQ sheet of a report has lines that begin with TITLE and PREGAP, and is not a CUE sheet.
head -c 7056000 /dev/zero >a.bin
printf 'TITLE "A"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook report -q a.cue -o papers
redbook info papers/pq.txt
