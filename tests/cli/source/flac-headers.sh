#!/usr/bin/env bash
# The header of a FLAC is compared with its audio, by every command that reads it.
tone --kind noise --sectors 400 right.flac
patch() { # FROM TO OFFSET BYTES
    cp "$1" "$2" && printf "$4" | dd of="$2" bs=1 seek="$3" conv=notrunc status=none
}
patch right.flac short.flac 22 '\0\1\0\0'
patch right.flac sum.flac 27 'x'
patch short.flac both.flac 27 'x'
cat right.flac right.flac >joined.flac
printf 'FILE "sum.flac" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >sheet.cue
for file in right short sum both joined; do
    redbook info $file.flac | grep '^ *1 ' | cut -c1-60
done
redbook check sum.flac 2>&1 | grep -o 'does not give the MD5.*'
redbook check sheet.cue 2>&1 | grep -o 'does not give the MD5.*'
redbook author right.flac -q -o right.cue && redbook author -q short.flac -o short.cue && cmp right.bin short.bin
redbook author -q sum.flac -o sum.cue && cmp right.bin sum.bin
redbook author -v joined.flac -o joined.cue >table && cat right.bin right.bin | cmp - joined.bin
# Bytes after the last frame are ignored by every command.
follow() { # NAME BYTES...
    cat right.flac - >"$1.flac"
    redbook info "$1.flac" 2>&1 | grep -o 'bytes after the last.*\|^ *1 .*00:05:25'
    redbook check -q "$1.flac" 2>&1 | grep -o 'error.*\|damaged.*'
    redbook author -q "$1.flac" -o "$1.cue" 2>/dev/null && cmp right.bin "$1.bin"
}
head -c 4096 /dev/zero | follow zeros
head -c 100 /dev/zero | tr '\0' '\377' | follow ones
printf 'TAG%0125d' 7 | follow tag
printf '%0300d of text' 7 | follow text
# Found during the conversion, and still nothing is written.
redbook author --strict sum.flac -o strict.cue || ls strict.* 2>/dev/null
rm -f ./*.cue ./*.bin
