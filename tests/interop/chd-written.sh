# tests/interop/chd-written.sh - sourced by run.sh: chdman reads our CHDs as it reads its own, and we read those of chdman
# shellcheck shell=bash

mkdir chd
"$B/gen/sectors" mode1 301 3 chd/data.bin chd/data.user
"$B/gen/sectors" form1 210 4 chd/form1.bin chd/form1.user
tone --kind music --level 40 --sectors 402 chd/music.bin
tone --kind noise --sectors 155 chd/noise.bin
cp album.bin album.cue hidden.bin hidden.cue chd/
cat >chd/mixed.cue <<'CUE'
FILE "data.bin" BINARY
  TRACK 01 MODE1/2352
    INDEX 01 00:00:00
FILE "music.bin" BINARY
  TRACK 02 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:02:00
FILE "noise.bin" BINARY
  TRACK 03 AUDIO
    INDEX 01 00:00:00
CUE
cat >chd/gaps.cue <<'CUE'
FILE "music.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
    POSTGAP 00:01:00
  TRACK 02 AUDIO
    PREGAP 00:02:00
    INDEX 01 00:03:01
CUE
printf 'FILE "form1.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n' >chd/lone.cue
printf 'FILE "data.user" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n' >chd/cooked.cue

raw_sha1() { chdman info -i "$1" | sed -n 's/^Data SHA1: *//p'; }
# Prints the metadata entries of a CHD except our own (RBKD).
entries() { python3 - "$1" <<'END'
import sys
b = open(sys.argv[1], 'rb').read()
at = int.from_bytes(b[48:56], 'big')
while at:
    if b[at:at + 4] != b'RBKD':
        print(b[at:at + 4].decode(), b[at + 16:at + 16 + int.from_bytes(b[at + 5:at + 8], 'big')].decode().rstrip('\0'))
    at = int.from_bytes(b[at + 8:at + 16], 'big')
END
}

for disc in album hidden mixed gaps lone cooked; do
    about
    for compression in normal fast none; do
        check "$disc.cue is converted to a CHD, $compression" "$B/redbook" convert -q --compression $compression chd/$disc.cue -o chd/$disc.$compression.chd
        check "$disc.$compression.chd is the same disc as its sheet" compared chd/$disc.$compression.chd chd/$disc.cue
    done
    about chdman layout samples
    if ! have chdman; then
        skip "chdman: the CHD of $disc" "chdman (mame-tools) is not installed"
        continue
    fi
    chdman createcd -f -i chd/$disc.cue -o chd/$disc.theirs.chd >/dev/null 2>&1
    for compression in normal fast; do
        check "chdman verifies $disc.$compression.chd" chdman verify -i chd/$disc.$compression.chd
        if [ $disc = hidden ]; then
            skip "chdman: the frames of its own CHD of $disc" "chdman 0.251 drops the sectors before the first index of a disc without INDEX 00"
        else
            equal "chdman: the frames of $disc.$compression.chd are those of its own" "$(raw_sha1 chd/$disc.theirs.chd)" \
                "$(raw_sha1 chd/$disc.$compression.chd)"
            equal "chdman: the tracks of $disc.$compression.chd are those of its own" "$(entries chd/$disc.theirs.chd)" \
                "$(entries chd/$disc.$compression.chd)"
        fi
        check "chdman extracts $disc.$compression.chd" chdman extractcd -f -i chd/$disc.$compression.chd -o chd/back.cue -ob chd/back.bin
    done
    case $disc in
        mixed) cat chd/data.bin chd/music.bin chd/noise.bin >chd/wanted.bin ;;
        gaps) cp chd/music.bin chd/wanted.bin ;;
        lone) cp chd/form1.bin chd/wanted.bin ;;
        cooked) cp chd/data.user chd/wanted.bin ;;
        *) cp chd/$disc.bin chd/wanted.bin ;;
    esac
    same_bytes "chdman: the bytes extracted from $disc are the original ones" chd/wanted.bin chd/back.bin
    about chdman their-layout their-samples
    case $disc in album | hidden) continue ;; esac # chdman does not keep their codes and texts
    check "chdman's CHD of $disc is the same disc as its sheet" compared chd/$disc.theirs.chd chd/$disc.cue
done

# Sectors with subchannel, as in a TOC with RW_RAW: in a frame it follows the bytes that the mode has of a sector.
for mode in AUDIO MODE1 MODE2 MODE1_RAW; do
    wide=wide-$mode
    about chdman samples
    if ! have chdman; then
        skip "a TOC of $mode with subchannel is converted to a CHD" "chdman (mame-tools) is not installed"
        continue
    fi
    python3 - "$mode" >chd/$wide.bin <<'END'
import random, sys
r, mode = random.Random(5), sys.argv[1]
source, stride, size = {'AUDIO': ('music.bin', 2352, 2352), 'MODE1': ('data.user', 2048, 2048), 'MODE2': ('form1.bin', 2352, 2336),
                        'MODE1_RAW': ('data.bin', 2352, 2352)}[mode]
data = open('chd/' + source, 'rb').read()
if mode == 'AUDIO':
    swapped = bytearray(data); swapped[0::2] = data[1::2]; swapped[1::2] = data[0::2]; data = bytes(swapped)
for at in range(0, 200 * stride, stride):
    sys.stdout.buffer.write(data[at + stride - size:at + stride] + bytes(r.randrange(64) for _ in range(96)))
END
    kind=CD_ROM
    [ "$mode" = AUDIO ] && kind=CD_DA
    printf '%s\nTRACK %s RW_RAW\nDATAFILE "%s.bin" 00:02:50\n' $kind "$mode" $wide >chd/$wide.toc
    check "a TOC of $mode with subchannel is converted to a CHD" "$B/redbook" convert -q chd/$wide.toc -o chd/$wide.chd
    check "chdman verifies the CHD of $mode with subchannel" chdman verify -i chd/$wide.chd
    check "chdman makes a CHD of the TOC of $mode with subchannel" chdman createcd -f -i chd/$wide.toc -o chd/$wide.theirs.chd
    equal "chdman: the frames of the CHD of $mode with subchannel are those of its own" "$(raw_sha1 chd/$wide.theirs.chd)" "$(raw_sha1 chd/$wide.chd)"
    check "chdman's CHD of $mode with subchannel is the same disc as its TOC" compared chd/$wide.theirs.chd chd/$wide.toc
    about
    mkdir -p chd/back
    check "the CHD of $mode with subchannel is converted back to a TOC" "$B/redbook" convert -q chd/$wide.chd -o chd/back/$wide.toc
    same_bytes "sectors and subchannel of $mode are the same after conversion back" chd/$wide.bin chd/back/$wide.bin
    same_bytes "the TOC of $mode is the same after conversion back" chd/$wide.toc chd/back/$wide.toc
done

# A disc of a few hunks, of which chdman 0.251 itself writes CHDs that cannot be read.
head -c $((20 * 2352)) chd/noise.bin >chd/tiny.bin
printf 'FILE "tiny.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >chd/tiny.cue
about
check "a tiny disc is converted to a CHD" "$B/redbook" convert -q chd/tiny.cue -o chd/tiny.chd
check "a tiny CHD is the same disc as its sheet" compared chd/tiny.chd chd/tiny.cue
about chdman samples
skip "chdman: a tiny CHD of its own" "chdman 0.251 truncates maps of 3 to 10 hunks (mame#12023)"
