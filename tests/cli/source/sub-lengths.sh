#!/usr/bin/env bash
# A SUB that is empty, cut or too long, and what is no file in its place: every command that opens the disc reports it, and check once.
tone --kind music --level 50 --sectors 400 a.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook convert -q a.cue -o x.ccd && cp x.sub full.sub || exit
for kind in empty cut long folder loop; do
    rm -rf x.sub
    printf '%s\n' "$kind" >&2
    case $kind in
    empty) : >x.sub ;;
    cut) head -c 38399 full.sub >x.sub ;;
    long) cat full.sub full.sub >x.sub ;;
    folder) mkdir x.sub ;;
    loop) ln -s x.sub x.sub ;;
    esac
    redbook check x.ccd >/dev/null
    redbook convert x.ccd -o "$kind.ccd" && cmp full.sub "$kind.sub"
done
rm x.sub && : >x.sub
redbook compare x.ccd a.cue
redbook report x.ccd -o page/
redbook convert x.ccd -o set --target ddp
# Graphics of a song.
: >a.cdg && redbook compare --cdg a.cue a.cue
rm a.cdg && mkdir a.cdg && redbook compare --cdg a.cue a.cue
