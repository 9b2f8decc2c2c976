#!/usr/bin/env bash
# Tracks that are numbered from 1 keep their CD-TEXT in all languages.
tone --kind noise --sectors 400 a.wav
sheet() {
    printf 'TITLE "%s"\n' "$1"
    for track in 5 6; do
        printf 'FILE "a.wav" WAVE\n  TRACK %02d AUDIO\n    TITLE "%s %d"\n    INDEX 01 00:00:00\n' "$track" "$2" "$track"
    done
}
sheet Album Song >five.cue
sheet Platte Lied >german.cue
redbook author five.cue -o out.cue --cdtext-language de=german.cue && ls out.* && redbook text out.cdt
# Packs of the source, too.
redbook text five.cue --add de=german.cue -o five.cdt && sed -i '1iCDTEXTFILE "five.cdt"' five.cue
redbook author five.cue -o own.cue --cdtext always && cmp out.cdt own.cdt && echo same
# What is reported is the image.
redbook author five.cue -f -o own.cue --cdtext never --json | grep -E '"number"|cdtext_file'
redbook author five.cue -f -o own.cue --cdtext always --json | grep -E 'cdtext_file'
redbook author five.cue -f -o own.cue --cdtext never -v | grep AUDIO
