#!/usr/bin/env bash
# Graphics have no place in extracted files.
tone --kind noise --level 50 --sectors 400 1.wav
tone --kind noise --seed 2 --sectors 400 2.wav
printf 'FILE "1.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\nFILE "2.wav" WAVE\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook convert -q a.cue -o a.ccd
redbook extract a.ccd -o plain && ls plain
printf 'abcdefghijkl' | dd of=a.sub bs=1 seek=$((96 * 500 + 84)) conv=notrunc status=none
redbook extract a.ccd -o graphics && ls graphics
redbook extract a.ccd -o first --tracks 1
redbook extract a.ccd -o range --range 100-500 && redbook extract a.ccd -o more --range 100-501
redbook convert -q a.ccd --target wav -o b.cue && ls b*
redbook extract b.cue -o next-to
