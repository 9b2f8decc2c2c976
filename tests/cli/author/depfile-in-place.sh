#!/usr/bin/env bash
# The make rule does not replace a source or a part of the image.
tone --sectors 400 one.wav
printf 'FILE "one.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
sum=$(cat one.wav album.cue | cksum)
for name in one.wav ./album.cue disc.cue ./disc.bin "$PWD/disc.cdt"; do
    redbook author -q album.cue -o disc.cue --force --depfile "$name" 2>&1 | sed "s#$PWD#.#"
    echo "exit ${PIPESTATUS[0]}"
done
[ "$sum" = "$(cat one.wav album.cue | cksum)" ] && ls
