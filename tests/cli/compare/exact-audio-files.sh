#!/usr/bin/env bash
# Files that pass unchanged are as good as an image: WAV, FLAC and one channel, against the image made of them; a sample that
# differs is found where it is.
tone --kind music --frames 300001 --seed 1 a.wav
tone --kind music --frames 400003 --seed 2 b.flac
tone --kind sine --channels 1 --frames 300000 c.aiff
for name in a.wav b.flac c.aiff; do
    printf 'FILE "%s" WAVE\n  TRACK %02d AUDIO\n    INDEX 01 00:00:00\n' $name $((++n))
done >album.cue
redbook author -q album.cue -o disc.cue
redbook compare album.cue disc.cue
redbook compare disc.cue album.cue
printf '\001' | dd of=disc.bin bs=1 seek=2000000 conv=notrunc status=none
redbook compare album.cue disc.cue
