# tests/interop/iat.sh - sourced by run.sh: iat finds the data track of our images and of images in the formats of other programs,
# and writes the same ISO as we do
# shellcheck shell=bash

about iat samples
if have iat; then
    mkdir iat
    python3 - iat/disc.iso <<'END'
import random, sys
sectors = bytearray(random.Random(5).randbytes(400 * 2048))
sectors[:16 * 2048] = bytes(16 * 2048)
primary, end = bytearray(2048), bytearray(2048)
primary[:7], end[:7] = b'\1CD001\1', b'\xffCD001\1'
primary[80:88] = (400).to_bytes(4, 'little') + (400).to_bytes(4, 'big')
primary[120:132] = b'\1\0\0\1\1\0\0\1\0\x08\x08\0'
sectors[16 * 2048:18 * 2048] = primary + end
open(sys.argv[1], 'wb').write(sectors)
END
    printf 'FILE "disc.iso" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n' >iat/disc.cue
    "$B/redbook" convert -q iat/disc.cue --target single -o iat/single.cue
    "$B/redbook" convert -q iat/disc.cue -o iat/clone.ccd
    for image in single.bin clone.img; do
        timeout 60 iat iat/$image iat/$image.iso >/dev/null 2>&1
        same_bytes "iat: the user data of $image" iat/disc.iso iat/$image.iso
    done
    about iat their-samples
    "$B/gen/sectors" mode1 150 1 iat/pregap.bin iat/pregap.user
    cat iat/pregap.bin iat/single.bin >iat/whole.bin
    container mds iat/theirs.mds 1:mode1:150:0:iat/whole.bin
    container cdi iat/theirs.cdi 1:mode1:150:0:iat/whole.bin
    container nrg iat/theirs.nrg 1:mode1:150:0:iat/whole.bin
    for image in mds:mdf cdi:cdi nrg:nrg; do
        rm -f iat/ours.iso
        "$B/redbook" convert -q "iat/theirs.${image%:*}" -o iat/ours.iso
        timeout 60 iat "iat/theirs.${image#*:}" iat/theirs.iso >/dev/null 2>&1
        same_bytes "our ISO of theirs.${image%:*} is the original one" iat/disc.iso iat/ours.iso
        same_bytes "iat: the user data of theirs.${image%:*}" iat/ours.iso iat/theirs.iso
    done
else
    skip "iat: the user data of our images" "iat is not installed"
fi
