#!/usr/bin/env bash
# With --any-path the file is read, which is reported.
mkdir album && tone --sectors 400 song.wav
sheet() { printf 'FILE "%s" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$1"; }
sheet ../song.wav >album/a.cue
sheet "$PWD/song.wav" >album/b.cue
sheet '..\song.wav' >album/c.cue
for name in a b c; do
    redbook author --force --any-path album/$name.cue -o image.cue 2>&1 | sed "s|$PWD|PWD|"
done
redbook info --any-path -q album/a.cue
sheet /etc/passwd >album/d.cue
redbook info --any-path album/d.cue
