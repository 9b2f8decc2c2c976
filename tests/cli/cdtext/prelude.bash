# What the cases that change bytes of packs share.
# shellcheck shell=bash

# change_packs FILE: standard input is Python that changes the bytes of `packs`; then each pack gets its checksum again.
change_packs() {
    { cat && cat <<'S'; } >change.py
def crc(data):
    value = 0
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ (0x1021 if value & 0x8000 else 0)) & 0xFFFF
    return (~value & 0xFFFF).to_bytes(2, "big")
for at in range(0, len(packs) // 18 * 18, 18):
    packs[at + 16 : at + 18] = crc(packs[at : at + 16])
open(sys.argv[1], "wb").write(packs)
S
    { printf '%s\n' 'import sys' 'packs = bytearray(open(sys.argv[1], "rb").read())' && cat change.py; } | python3 - "$@"
    rm change.py
}
