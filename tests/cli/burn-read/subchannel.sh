#!/usr/bin/env bash
# Graphics in R-W and modified Q of more sectors than are listed are not in the image, and reported; a disc without them is not, and
# one with little modified Q, whether its CRC is valid (raw16) or not (raw96).
tone --kind noise --sectors 700 album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:04:00\n    INDEX 01 00:05:00\n' >album.cue
burn() { redbook-burn write -q --yes "$@"; }
for mode in sao raw96 raw16; do
    burn -d virtual:plain-$mode --write-mode=$mode album.cue
done
for i in 0 1 2 3 4 5 6 7 8 9; do printf '\0\4\x1'$i'\1\x41\1\1\0\2\x11\0\0\x84\x1'$i; done >list # lba 160 to 169
{ printf 'SBI\0'; cat list; } >album.sbi
for mode in raw96 raw16; do
    burn -d virtual:modified-$mode --write-mode=$mode album.cue 2>/dev/null
done
rm album.sbi
graphics 400 1 song.bin song.sub
printf 'FILE "song.bin" BINARY\n  TRACK 01 CDG\n    INDEX 01 00:00:00\n' >song.cue
burn -d virtual:graphics --cdg=raw song.cue
burn -d virtual:none song.cue 2>/dev/null
# Another control in every second sector, and in some another minute, of more sectors than are listed.
tone --kind noise --sectors 2600 many.bin
printf 'FILE "many.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >many.cue
{
    printf 'SBI\0'
    for ((lba = 2; lba < 2402; lba += 2)); do
        printf -v at '\\x%02d\\x%02d\\x%02d' $(((lba + 150) / 4500)) $(((lba + 150) / 75 % 60)) $((lba % 75))
        printf -v entry '%s\\1\\x41\\1\\1\\0\\x%02d\\x%02d\\0\\x%d0%s' "$at" $((lba / 75)) $((lba % 75)) $((lba % 16 ? 0 : 4)) "${at:4}"
        printf %b "$entry"
    done
} >many.sbi
burn -d virtual:many-read --write-mode=raw16 many.cue 2>/dev/null
rm many.sbi
for disc in plain-sao plain-raw96 plain-raw16 modified-raw96 modified-raw16 many-read graphics none; do
    echo "-- $disc"
    redbook-burn read --no-progress -d virtual:$disc -o $disc.cue 2>&1 >/dev/null | grep -v reading
    echo ${PIPESTATUS[0]}
done
redbook-burn read --json -d virtual:graphics -f -o graphics.cue 2>/dev/null | grep '"event":"done"' | grep -o 'read[.][a-z]*'
