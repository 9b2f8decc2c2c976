#!/usr/bin/env bash
# INDEX 00 at the very end of one file, INDEX 01 at the start of the next, as some rippers write a track without a pregap: every command reads
# the same disc.
tone --kind music --sectors 300 a.wav
tone --kind music --seed 4 --sectors 700 b.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:04:00\nFILE "b.wav" WAVE\n    INDEX 01 00:00:00\n  TRACK 03 AUDIO\n    INDEX 01 00:05:00\n' >a.cue
redbook check a.cue
redbook author -q a.cue -o authored.cue
redbook convert -q a.cue --target single -o converted.cue
cmp authored.bin converted.bin
{ tail -c +45 a.wav && tail -c +45 b.wav; } | cmp - converted.bin
redbook compare a.cue converted.cue
redbook hash a.cue >1 && redbook hash converted.cue >2 && cmp 1 2
redbook report -q a.cue -o report/ && ls report
redbook extract -q a.cue -o tracks/ && ls tracks
redbook edit -q converted.cue --track 2:title=Second && redbook info converted.cue
