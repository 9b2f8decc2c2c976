#!/usr/bin/env bash
# The dialects of twenty tools become the portable subset: several files, PREGAP and POSTGAP, INDEX 00 in the file before,
# big-endian samples, lower case, a BOM, a first track that is not 01, data of 2048 bytes.
tone --kind noise --sectors 400 a.bin
tone --kind noise --seed 2 --sectors 500 b.bin
say() { redbook convert "$1.cue" -o "$1-out.cue" -q && sed -n '/INDEX\|TRACK\|PREGAP/p' "$1-out.cue"; }
printf '\xEF\xBB\xBFfile "a.bin" binary\r\n\ttrack 01 audio\r\n\t\tindex 01 00:00:00\r\nfile b.bin binary\r\n  track 02 audio\r\n    pregap 00:02:00\r\n    index 01 00:00:00\r\n    postgap 00:01:00\r\n' >gaps.cue
say gaps
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:04:00\nFILE "b.bin" BINARY\n    INDEX 01 00:00:00\n' >eac.cue
say eac
cat a.bin b.bin | cmp - eac-out.bin
printf 'FILE "a.bin" MOTOROLA\n  TRACK 05 AUDIO\n    INDEX 01 00:00:00\n  TRACK 06 AUDIO\n    INDEX 01 00:02:00\n' >five.cue
say five
dd if=a.bin conv=swab status=none | cmp - five-out.bin
head -c $((300 * 2048)) /dev/zero | tr '\0' x >c.iso
printf 'FILE "c.iso" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\nFILE "a.bin" BINARY\n  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:00:00\n' >mixed.cue
say mixed
