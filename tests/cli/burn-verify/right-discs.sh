#!/usr/bin/env bash
# What drives make by themselves is no difference: the modified Q that was written raw, the sectors between tracks that are written by
# themselves. The track of a sector that cannot be read is that of the sector.
unreadable() { # DRIVE LBA...
    local drive=$1 lba
    shift
    for lba; do printf 'lba %s sense 3/11/05\n' "$lba" "$lba" "$lba"; done >"$drive/faults"
}
tone --kind noise --seed 1 --sectors 600 1.bin
tone --kind noise --seed 2 --sectors 400 2.bin
sectors mode1 400 1 3.bin user
printf 'FILE "1.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\nFILE "2.bin" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook convert -q a.cue -o sub.ccd
# Three sectors with index 5 and a valid CRC.
python3 - <<'END'
def crc(data):
    value = 0
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return bytes([~value >> 8 & 0xFF, ~value & 0xFF])
sub = bytearray(open("sub.sub", "rb").read())
for lba in (300, 301, 302):
    q = bytearray(sub[lba * 96 + 12:lba * 96 + 22])
    q[2] = 5
    sub[lba * 96 + 12:lba * 96 + 24] = q + crc(q)
open("sub.sub", "wb").write(sub)
END
redbook-burn write -q --yes --write-mode raw96 -d virtual:q sub.ccd
redbook-burn verify -q -d virtual:q sub.ccd
echo "modified Q: $?"
redbook-burn write -q --yes -d virtual:plain a.cue && unreadable plain 608
redbook-burn verify -q -d virtual:plain a.cue
echo "unreadable: $?"
printf 'FILE "3.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\nFILE "1.bin" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n' >mixed.cue
redbook-burn write -q --yes --write-mode tao -d virtual:tao mixed.cue && unreadable tao $(seq 400 551)
redbook-burn verify -q --tao -d virtual:tao mixed.cue
echo "track by track: $?"
unreadable tao 399
redbook-burn verify -q --tao -d virtual:tao mixed.cue
echo "its last sector: $?"
# The end of the disc is counted two sectors later, with the run-out; three are too many.
: >tao/faults
tail -n 1 tao/disc.sheet
for frame in 1d 1e; do
    sed -i "\$s/..\$/$frame/" tao/disc.sheet
    head -c $((2352 * 2)) /dev/zero >>tao/disc.bin
    redbook-burn verify -q --tao -d virtual:tao mixed.cue
    echo "a later end: $?"
done
