#!/usr/bin/env bash
# Files outside the folder of a sheet are not read, by any command, unless that is allowed.
mkdir album && tone --sectors 400 secret.wav
sheet() { printf 'FILE "%s" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$1"; }
sheet ../secret.wav >album/a.cue
sheet "$PWD/secret.wav" >album/b.cue
sheet /etc/passwd >album/c.cue
sheet 'sub/../../secret.wav' >album/d.cue
sheet '..\secret.wav' >album/e.cue
printf 'CD_DA\nTRACK AUDIO\nFILE "../secret.wav" 0\n' >album/f.toc
for name in a b c d e; do
    redbook info album/$name.cue 2>&1 | sed "s|$PWD|PWD|"
done
redbook check album/f.toc
redbook compare album/a.cue album/d.cue
redbook extract album/a.cue -o d
redbook author album/a.cue -o out.cue
echo "exit $?"
