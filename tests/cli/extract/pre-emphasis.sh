#!/usr/bin/env bash
tone --kind noise --sectors 900 album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    FLAGS PRE\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:06:00\n' >album.cue
# A FLAC can state it, and it is read back; a WAV cannot, which is reported; nor can a file only part of which has it.
redbook extract album.cue -o f --format flac && redbook author -v --carry f/*.flac -o out.cue && cmp album.bin out.bin && grep -B1 -A1 FLAGS out.cue
redbook extract album.cue -o w
redbook extract album.cue -o r --format flac --range 00:00:00-00:07:00
# The flags of a sheet take precedence, and a file that differs is reported.
printf 'FILE "f/01.flac" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >sheet.cue
redbook info sheet.cue >table
redbook author -q sheet.cue -o plain.cue
grep -c FLAGS plain.cue || true
