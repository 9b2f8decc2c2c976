#!/usr/bin/env bash
# Everything that this drive and its disc cannot record, in one run; the disc is not changed.
truncate -s $((100000 * 2352)) a.bin
{
    printf 'TITLE "Night Cats"\nFILE "a.bin" BINARY\n'
    for track in $(seq 1 40); do
        printf '  TRACK %02u AUDIO\n    ISRC DEA4524%05u\n    INDEX 01 %02u:%02u:00\n' $track $track $(((track - 1) / 6)) $(((track - 1) % 6 * 10))
    done
} >a.cue
mkdir drive
printf 'lead-out = 21:59:74\nquirks = small-cue-sheet no-r-w\n' >drive/drive.conf
redbook-burn plan --device virtual:drive a.cue | tail -n 2
