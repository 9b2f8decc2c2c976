#!/usr/bin/env bash
# The user data of a single data track, of mode 1 and of form 1; back again it is the same image.
for kind in mode1 form1; do
    sectors $kind 300 7 a.bin a.user
    mode=MODE1/2352
    [ $kind = mode1 ] || mode=MODE2/2352
    printf 'FILE "a.bin" BINARY\n  TRACK 01 %s\n    INDEX 01 00:00:00\n' $mode >a.cue
    redbook convert a.cue -o $kind.iso --strict && cmp a.user $kind.iso || echo "$kind"
done
printf 'FILE "mode1.iso" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n' >iso.cue
sectors mode1 300 7 a.bin a.user
redbook convert iso.cue -o back.cue && cmp a.bin back.bin && cat back.cue
