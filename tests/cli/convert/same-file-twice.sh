#!/usr/bin/env bash
# A file that a sheet names twice from its beginning is on the disc twice, in every dialect.
tone --sectors 750 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\nFILE "a.bin" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n' >in.cue
printf 'CD_DA\nTRACK AUDIO\nAUDIOFILE "a.bin" SWAP 0\nTRACK AUDIO\nAUDIOFILE "a.bin" SWAP 0\n' >in.toc
for sheet in in.cue in.toc; do
    redbook convert -q --target single "$sheet" -o "${sheet#in.}.cue"
    cmp "${sheet#in.}.bin" <(cat a.bin a.bin) && echo "$sheet: twice"
done
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:05:00\n  TRACK 03 AUDIO\n    INDEX 01 00:05:00\n' >empty.cue
redbook convert empty.cue --target redump -o out.cue
