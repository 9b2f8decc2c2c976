#!/usr/bin/env bash
# If a path is of another machine and its last component is next to the sheet, that file is used; a path into the sheet's own
# folder is not outside; links are followed inside the folder.
mkdir album && tone --sectors 400 album/a.wav
sheet() { printf 'FILE "%s" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$1"; }
sheet /Users/someone/music/a.wav >album/a.cue
sheet 'C:\Music\album\A.WAV' >album/b.cue
sheet '../music/a.wav' >album/c.cue
sheet "$PWD/album/a.wav" >album/d.cue
ln -s a.wav album/link.wav
sheet link.wav >album/e.cue
for name in a b c d e; do
    redbook info album/$name.cue 2>&1 | grep -v '^$'
done
