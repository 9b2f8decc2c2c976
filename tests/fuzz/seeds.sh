#!/usr/bin/env bash
# tests/fuzz/seeds.sh FOLDER - the seeds of each fuzz target, in FOLDER/TARGET: those in tests/fuzz/seeds and those made
# by the tools: the sheets of the corpus, small CHD images, packs and input sheets, small audio files from the generator, a host's
# commands to the virtual recorder, and a drive's replies. Environment: B (the build).
set -eu
folder=$1
mkdir -p "$folder/"{chd,descriptor,container,fileset,audio,text,recorder,drive,imapi,manifest,lists,payload,pipeline,state}
for seeds in tests/fuzz/seeds/*/; do
    seeds=${seeds%/}
    mkdir -p "$folder/${seeds##*/}"
    cp "$seeds"/* "$folder/${seeds##*/}/"
done
made=$folder/made
mkdir -p "$made"

cp tests/corpus/*/*.cue tests/corpus/*/*.toc tests/corpus/*/*.ccd "$folder/descriptor/"
head -c $((8 * 2352)) /dev/zero >"$made/a.bin"
for kind in nrg nrg1 nrg-tao nrg1-tao mds mds-pregap mds-split cdi2 cdi3 cdi; do
    python3 tests/gen/container.py "$kind" "$folder/container/a-$kind.img" "1:audio:2:148:$made/a.bin" \
        "1:mode1:1:149:$made/a.bin" "2:mode2:0:150:$made/a.bin"
done
python3 tests/gen/container.py ecm "$folder/container/a.ecm" "mode1:$made/a.bin" "form1:$made/a.bin" "raw:$made/a.bin"
rm -f "$folder/container/"*.md? # payload next to the MDS
# A fileset: the length of its map in two bytes, DDPID, the map, PQ, and sums after it.
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    ISRC DEA452400001\n    INDEX 01 00:00:00\n    INDEX 02 00:00:04\n' >"$made/a.cue"
"$B/redbook" convert -q "$made/a.cue" --target ddp --force-delivery -f -o "$made/set"
{ printf '\001\000' && cat "$made/set/DDPID" "$made/set/DDPMS" "$made/set/PQDESCR"; } >"$folder/fileset/plain"
{ cat "$folder/fileset/plain" "$made/set/CHECKSUM.MD5"; } >"$folder/fileset/sums"
for codec in deflate lzma zstandard flac; do
    "$B/gen/chd" "$codec" "$folder/chd/$codec"
done
"$B/gen/chd" zeros 16 "$folder/chd/zeros" CHSE SESSION:1 CHT2 'TRACK:1 TYPE:MODE1 SUBTYPE:RW FRAMES:4 PREGAP:2 PGTYPE:VMODE1 PGSUB:NONE POSTGAP:1' \
    CHSE SESSION:2 CHT2 'TRACK:2 TYPE:AUDIO SUBTYPE:RW_RAW FRAMES:9 PREGAP:150 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0'
for kind in wav flac aiff ogg caf w64 au mp3; do
    "$B/gen/tone" --kind noise --frames 3000 "$folder/audio/a.$kind" 2>/dev/null || true
done
"$B/gen/tone" --kind music --rate 96000 --encoding s24 --frames 5000 "$folder/audio/high.flac"
for sheet in tests/corpus/cue/good.*.cue; do
    name=$(basename "$sheet" .cue)
    "$B/redbook" text -q --cdtext-fallback "$sheet" -o "$folder/text/$name.cdt" >/dev/null 2>&1 || true
    "$B/redbook" text -q --cdtext-fallback "$sheet" -o "$folder/text/$name.txt" >/dev/null 2>&1 || true
done

# A cue sheet; a drive's properties; faults; a session: write parameters, cue sheet, two sectors, the end.
hex() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
zeros() { head -c "$1" /dev/zero; }
lead_in='01 00 00 01 00 00 00 00' track='01 01 00 00 00 00 00 00 01 01 01 00 00 00 02 00' lead_out='01 aa 01 01 00 00 16 00'
hex 00 02313233343536370238393031323300 "$lead_in" 03015553414243310301323334353637 "$track" "$lead_out" >"$folder/recorder/sheet"
printf '\001medium = cd-rw\nquirks = no-opc slow # both\nlead-out = 74:00:00\n' >"$folder/recorder/config"
printf '\002at 3 sense 3/73/03\nop 2a every 7 busy 3\nlba -150 short 4\n' >"$folder/recorder/faults"
{
    hex 03 02 55 10 00 00 00 00 00 00 3c 00 00 00 00 00 00 00 00 00 00 00 05 32 42 00 00
    zeros 243
    hex 02 5d 00 00 00 00 00 00 00 20 00 00 00 "$lead_in" "$track" "$lead_out"
    zeros 224
    hex 00 35 00 00 00 00 00 00 00 00 00 00 00 14 51 00 00 00 00 00 00 00 22 00 00 00 00
} >"$folder/recorder/session"

# A drive with correct replies, one with some wrong replies, one with only wrong replies.
head -c 300 /dev/zero | tr '\0' '\1' >"$folder/drive/well"
hex 0101010101 08020408 0101 08050000 01010101010101 20000000 0101010101 08062800 01010101 08030c00 >"$folder/drive/faults"
zeros 300 >"$folder/drive/babble"

# Manifests of every form, and a digest.
sha256sum tests/fuzz/text.c tests/fuzz/driver.c >"$folder/manifest/sha256"
md5sum --tag tests/fuzz/text.c >"$folder/manifest/tagged"
printf '\\%040d *a\\nb\\\\c\n# a remark\n' 7 >"$folder/manifest/escaped"
printf 'disc1:%064d' 1 >"$folder/manifest/digest"

# The sheet that a CHD keeps, lists of Q, a .dat.
"$B/gen/tone" --kind noise --sectors 100 "$made/kept.bin"
printf 'CATALOG 4006381333931\nFILE "kept.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >"$made/kept.cue"
"$B/redbook" convert -q -f "$made/kept.cue" -o "$made/kept.chd"
{ printf '\000' && python3 - "$made/kept.chd" <<'END'
import sys
b = open(sys.argv[1], 'rb').read()
at = b.index(b'RBKD')
sys.stdout.buffer.write(b[at + 16:at + 16 + int.from_bytes(b[at + 5:at + 8], 'big')])
END
} >"$folder/lists/sheet"
hex 01 53424900 000325 01 41010100012700000325 000330 01 41010100013000001330 >"$folder/lists/sbi"
hex 02 000325 41010100012700000325bafb >"$folder/lists/lsd"
printf '\003<?xml version="1.0"?>\n<!DOCTYPE datafile PUBLIC "-//Logiqx//DTD ROM Management Datafile//EN" "x">\n<datafile>\n<game name="A &amp; B">\n<rom name="a.bin" size="2352" crc="00112233" md5="00112233445566778899aabbccddeeff"/>\n</game>\n</datafile>\n' >"$folder/lists/dat"

# A master that is ready to record, and one that stages a track and records it.
hex 01 00 0000 000300 0004 061001 0006 >"$folder/imapi/ready"
hex 01 00 0000 000300 0004 061001 0006 020503 0206a0 0207 000a >"$folder/imapi/recorded"
hex 01 00 0000 000300 0004 061001 0006 0210 0211 0212 0213 0214 021605 001a 001b00 0014 051a 051b >"$folder/imapi/without-pointers"
rm -rf "$made"
