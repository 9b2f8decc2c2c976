#!/usr/bin/env bash
# Lines that readers ignore are not in the new sheet, and each of them is reported.
tone --kind noise --seed 2 --sectors 900 a.bin
tone --kind noise --seed 3 --sectors 300 b.bin
printf 'CATALOG 0000000000000\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    ISRC 000000000000\n    INDEX 01 00:00:00\nFILE "b.bin" BINARY\n' >a.cue
redbook edit a.cue --genre=x 2>&1
cat a.cue
# What a later line with another value replaces.
printf 'TITLE "a"\nTITLE "b"\nREM TITLE "c"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    TITLE "d"\n    ISRC GBAYE0000351\n    PERFORMER "e"\n    ISRC GBAYE0000352\n    PERFORMER "e"\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    TITLE "f"\n    INDEX 01 00:06:00\n' >rp.cue
redbook edit rp.cue --genre=x 2>&1
cat rp.cue
exit 0
