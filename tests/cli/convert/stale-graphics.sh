#!/usr/bin/env bash
# A .cdg next to the audio file of a new image that is not its own would be read with it later: a warning, not a loss.
head -c 705600 /dev/zero >a.bin
head -c 28800 /dev/zero | tr '\0' '\11' >k.cdg
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
echo '## a fresh folder'
mkdir fresh && cp k.cdg 'fresh/K.CDG'
redbook convert --strict a.cue --target wav -o fresh/k.cue 2>&1
echo '## graphics of its own, then an image without any in its place'
mkdir old && cp fresh/k.wav old/s.wav && cp k.cdg old/s.cdg
mkdir new && redbook convert --strict --cdg old/s.wav --target wav -o new/k.cue 2>&1
ls new
redbook convert -f --strict a.cue --target wav -o new/k.cue 2>&1
echo '## in the place of its own'
redbook convert -f --strict --cdg old/s.wav --target wav -o new/k.cue 2>&1
echo '## no audio file'
redbook convert --strict a.cue -o new/k2.cue 2>&1
cp k.cdg k3.cdg
redbook convert --strict a.cue -o k3.cue
