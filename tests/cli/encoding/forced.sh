#!/usr/bin/env bash
# The encoding of a sheet can be given if its content suggests another one, or none.
tone --sectors 400 a.bin
printf 'TITLE "\304\336\327"\nFILE "a.bin" BINARY\nTRACK 01 AUDIO\nTITLE "Caf\303\251"\nINDEX 01 00:00:00\n' >a.cue
for encoding in utf-8 latin-1 shift-jis; do
    redbook info --encoding $encoding a.cue
done
redbook info a.cue
redbook info --encoding klingon a.cue
