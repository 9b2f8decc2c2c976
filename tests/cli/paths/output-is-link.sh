#!/usr/bin/env bash
# An output whose name is a link to a file replaces the link: what it leads to keeps its bytes, in another folder too.
tone --sectors 400 a.wav
mkdir mine out tracks && echo mine >mine/file
link() { rm -f "$1" && ln -s ../mine/file "$1"; }
link out/a.cue && link out/a.bin
redbook author -q -f a.wav -o out/a.cue || exit
link out/b.chd
redbook convert -q -f out/a.cue -o out/b.chd
link tracks/01.wav
redbook extract -q -f out/a.cue -o tracks
link out/a.d
redbook author -q -f a.wav -o out/a.cue --depfile out/a.d
link out/t.md5
redbook hash -q --files -f out/a.cue -o out/t.md5
find . -type l
cat mine/file
redbook info -q out/b.chd | grep -c AUDIO
