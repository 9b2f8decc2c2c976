#!/usr/bin/env bash
# A sheet in Shift-JIS with a file whose name is in Shift-JIS too, and then one whose name is UTF-8.
name=$(printf '\226\351\202\314\203\134')
tone --sectors 400 "$name.bin"
printf 'TITLE "\226\351\202\314\224\114"\nFILE "%s.bin" BINARY\nTRACK 01 AUDIO\nTITLE "\202\315\202\266\202\334\202\350"\nINDEX 01 00:00:00\n' "$name" >album.cue
redbook info album.cue
mv "$name.bin" 夜のソ.bin
redbook info album.cue
redbook author -q album.cue -o out.cue && cat out.cue
