#!/usr/bin/env bash
# One file per join, the pregap included, shorter where a track is; the samples are those of the range.
for n in 1 2 3; do tone --kind noise --seed $n --sectors 900 $n.wav; done
redbook author [123].wav -o album.cue -q --gap 2s,0
redbook extract album.cue --joins 5s -o joins -v
redbook extract album.cue --range '525 sectors-1425 sectors' -o range -q
cmp joins/'Join 01-02.wav' range/*.wav && echo same
redbook extract album.cue --joins 00:20:00 --tracks 3 --format flac -o joins -v
{
    redbook extract album.cue --joins 5s --tracks 1 -o joins
    redbook extract album.cue --joins 5s --hidden -o joins
    redbook extract album.cue --joins 5 -o joins
    redbook extract album.cue --joins 0 -o joins
} 2>&1
ls joins
