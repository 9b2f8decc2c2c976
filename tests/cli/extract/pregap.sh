#!/usr/bin/env bash
tone --kind noise --sectors 1500 album.bin
cp "$TREE/tests/cli/extract/album.cue" .
for pregap in before with-track drop; do
    redbook extract album.cue -o $pregap --pregap $pregap --json -q |
        grep -E '"(path|lba|length_sectors)"'
done
# The pregap of track 2 is in the file of track 1 or in its own.
cmp <(tail -c $((160 * 2352)) "before/01 Café_ one_two_.wav") <(tail -c +$((450 * 2352 + 1)) album.bin | head -c $((160 * 2352))) && echo equal
