#!/usr/bin/env bash
# What can be read of a damaged file is used, with one warning; a file that is not valid is ignored.
tone --sectors 1200 album.bin
redbook text -q "$TREE/tests/cli/text/night-cats.txt" -o album.cdt
printf 'x' | dd of=album.cdt bs=1 seek=5 conv=notrunc status=none
printf 'CDTEXTFILE "%s"\nFILE "album.bin" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 00:05:00\nTRACK 03 AUDIO\nINDEX 01 00:10:00\n' album.cdt >album.cue
redbook info album.cue
sed s/album.cdt/album.bin/ album.cue >none.cue
redbook info none.cue
