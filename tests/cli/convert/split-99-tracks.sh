#!/usr/bin/env bash
# 1, 9, 10 and 99 tracks: file numbers are as wide as the last one, a single track has none; merged again the image is the same.
for count in 1 9 10 99; do
    mkdir "$count" "$count/split" "$count/merged"
    tone --kind noise --sectors $((count * 20)) "$count/a.bin"
    {
        printf 'TITLE "%s tracks"\nFILE "a.bin" BINARY\n' "$count"
        for ((n = 1; n <= count; n++)); do
            printf '  TRACK %02d AUDIO\n' "$n"
            [ $((n % 3)) -ne 0 ] || printf '    INDEX 00 %02d:%02d:%02d\n' 0 $(((n * 20 - 25) / 75)) $(((n * 20 - 25) % 75))
            printf '    INDEX 01 %02d:%02d:%02d\n' 0 $(((n * 20 - 20) / 75)) $(((n * 20 - 20) % 75))
        done
    } >"$count/a.cue"
    redbook convert "$count/a.cue" --target redump -o "$count/split/a.cue" &&
        redbook convert "$count/split/a.cue" -o "$count/merged/a.cue" || exit
    cmp "$count/a.cue" "$count/merged/a.cue" && cmp "$count/a.bin" "$count/merged/a.bin"
    find "$count/split" -name '*.bin' | LC_ALL=C sort | sed -n '1p;$p'
done
