#!/usr/bin/env bash
# In a frame of a mode with less than a whole sector the subchannel follows the sector's bytes at once; the disc comes back as it was.
sectors mode1 12 1 raw.bin user.iso
split -b 2048 -a 2 user.iso main.
for part in main.*; do
    cat "$part"
    head -c 96 "$part" | tr '\000-\377' 'A-Za-z0-9A-Za-z0-9A-Za-z0-9A-Za-z0-9A-Za-z'
done >wide.bin
printf 'CD_ROM\nTRACK MODE1 RW_RAW\nDATAFILE "wide.bin" 00:00:12\n' >a.toc
redbook convert -q --compression none a.toc -o a.chd
tail -c +$((19584 + 1)) a.chd | head -c 2144 | cmp - <(head -c 2144 wide.bin) && echo "the first frame"
redbook compare a.toc a.chd
mkdir back
redbook convert -q a.chd -o back/a.toc && cmp wide.bin back/wide.bin && echo "the same"
