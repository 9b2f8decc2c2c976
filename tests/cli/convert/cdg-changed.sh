#!/usr/bin/env bash
# R to W that are no packs, as noise or errors of a drive: a .cdg cannot hold them, and the sectors that change are counted, as compare
# counts them afterwards.
tone --kind music --level 50 --sectors 400 song.bin
printf 'FILE "song.img" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:03:00\n' >plain.cue
mv song.bin song.img
redbook convert -q plain.cue -o disc.ccd || exit
# At: the byte of the SUB, whose channels R to W are the last 72 of 96 of each sector.
poke() { printf "$2" | dd of=disc.sub bs=1 seek="$1" conv=notrunc status=none; }
poke $((100 * 96 + 30)) '\020'
poke $((300 * 96 + 24)) "$(printf '\\%o' {1..70})"
redbook convert disc.ccd --target wav -o songs.cue
redbook compare --cdg disc.ccd songs.cue
redbook convert --strict disc.ccd --target wav -o strict.cue
echo strict*
