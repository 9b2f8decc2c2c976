#!/usr/bin/env bash
# The files of a stored sheet come back under their own names: with --force they replace files of these names, and those that
# nobody named are reported, unless they are of the image that is replaced.
tone --kind noise --sectors 400 --format raw-le a.bin
tone --kind noise --seed 2 --sectors 300 --format raw-le 'r (Track 2).bin'
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\nFILE "r (Track 2).bin" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n' >s.cue
redbook convert -q s.cue -o game.chd
mkdir here && cd here
printf 'other\n' >a.bin
printf 'other\n' >'r (Track 2).bin'
redbook convert ../game.chd -o r.cue
echo "exit $?"
cat a.bin
redbook convert -f ../game.chd -o r.cue
echo "exit $?"
cmp a.bin ../a.bin && cmp r.cue ../s.cue
# Again: a.bin belongs to r.cue. And with names after the target nothing is to be reported.
redbook convert -f ../game.chd -o r.cue
redbook convert -f ../game.chd --target redump -o r.cue && ls
# Many discs into a folder.
mkdir many && cp a.bin many/
redbook convert -f ../game.chd -o many/ | tail -n 1 | sed 's/:.*//'
