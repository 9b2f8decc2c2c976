#!/usr/bin/env bash
# tests/fuzz/run.sh - feeds every reader with garbage for FUZZ_SECONDS (60) each, under the address and undefined behaviour sanitizers
#
# With clang and its fuzzer, guided by coverage; otherwise by the driver here, mutating seeds from a fixed sequence. Seeds are the
# sheets of the corpus, small CHD images, packs and input sheets, small audio files from the generator, a host's words to the virtual
# recorder, and a drive's answers to ours. From outside: B (a build with sanitizers), FUZZER (the flag that brings main, or nothing), CC, CFLAGS_ALL, LIBS.
set -eu
cd "$(dirname "$0")/../.."
seconds=${FUZZ_SECONDS:-60}
folder=$B/fuzz
rm -rf "$folder/seeds"
mkdir -p "$folder/seeds/"{chd,descriptor,container,fileset,audio,text,recorder,drive,imapi,manifest,lists} "$folder/found"
export TMPDIR=$PWD/$folder LSAN_OPTIONS=suppressions=$PWD/tests/fuzz/leaks.suppressions:print_suppressions=0

cp tests/corpus/*/*.cue tests/corpus/*/*.toc tests/corpus/*/*.ccd "$folder/seeds/descriptor/"
head -c $((8 * 2352)) /dev/zero >"$folder/a.bin"
for kind in nrg nrg1 nrg-tao nrg1-tao mds mds-pregap mds-split cdi2 cdi3 cdi; do
    python3 tests/gen/container.py "$kind" "$folder/seeds/container/a-$kind.img" "1:audio:2:148:$folder/a.bin" \
        "1:mode1:1:149:$folder/a.bin" "2:mode2:0:150:$folder/a.bin"
done
python3 tests/gen/container.py ecm "$folder/seeds/container/a.ecm" "mode1:$folder/a.bin" "form1:$folder/a.bin" "raw:$folder/a.bin"
rm -f "$folder/seeds/container/"*.md? # payload beside
# A fileset: the length of its map in two bytes, DDPID, the map, PQ, and sums after it.
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    ISRC DEA452400001\n    INDEX 01 00:00:00\n    INDEX 02 00:00:04\n' >"$folder/a.cue"
"$B/redbook" convert -q "$folder/a.cue" --target ddp --force-delivery -f -o "$folder/set"
{ printf '\001\000' && cat "$folder/set/DDPID" "$folder/set/DDPMS" "$folder/set/PQDESCR"; } >"$folder/seeds/fileset/plain"
{ cat "$folder/seeds/fileset/plain" "$folder/set/CHECKSUM.MD5"; } >"$folder/seeds/fileset/sums"
for codec in deflate lzma zstandard flac; do
    "$B/gen/chd" "$codec" "$folder/seeds/chd/$codec"
done
"$B/gen/chd" zeros 16 "$folder/seeds/chd/zeros" CHSE SESSION:1 CHT2 'TRACK:1 TYPE:MODE1 SUBTYPE:RW FRAMES:4 PREGAP:2 PGTYPE:VMODE1 PGSUB:NONE POSTGAP:1' \
    CHSE SESSION:2 CHT2 'TRACK:2 TYPE:AUDIO SUBTYPE:RW_RAW FRAMES:9 PREGAP:150 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0'
for kind in wav flac aiff ogg caf w64 au mp3; do
    "$B/gen/tone" --kind noise --frames 3000 "$folder/seeds/audio/a.$kind" 2>/dev/null || true
done
"$B/gen/tone" --kind music --rate 96000 --encoding s24 --frames 5000 "$folder/seeds/audio/high.flac"
for sheet in tests/corpus/cue/good.*.cue; do
    name=$(basename "$sheet" .cue)
    "$B/redbook" text -q --cdtext-fallback "$sheet" -o "$folder/seeds/text/$name.cdt" >/dev/null 2>&1 || true
    "$B/redbook" text -q --cdtext-fallback "$sheet" -o "$folder/seeds/text/$name.txt" >/dev/null 2>&1 || true
done

# A cue sheet; a drive's properties; faults; a session: write parameters, cue sheet, two sectors, the end.
hex() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
zeros() { head -c "$1" /dev/zero; }
lead_in='01 00 00 01 00 00 00 00' track='01 01 00 00 00 00 00 00 01 01 01 00 00 00 02 00' lead_out='01 aa 01 01 00 00 16 00'
hex 00 02313233343536370238393031323300 "$lead_in" 03015553414243310301323334353637 "$track" "$lead_out" >"$folder/seeds/recorder/sheet"
printf '\001medium = cd-rw\nquirks = no-opc slow # both\nlead-out = 74:00:00\n' >"$folder/seeds/recorder/config"
printf '\002at 3 sense 3/73/03\nop 2a every 7 busy 3\nlba -150 short 4\n' >"$folder/seeds/recorder/faults"
{
    hex 03 02 55 10 00 00 00 00 00 00 3c 00 00 00 00 00 00 00 00 00 00 00 05 32 42 00 00
    zeros 243
    hex 02 5d 00 00 00 00 00 00 00 20 00 00 00 "$lead_in" "$track" "$lead_out"
    zeros 224
    hex 00 35 00 00 00 00 00 00 00 00 00 00 00 14 51 00 00 00 00 00 00 00 22 00 00 00 00
} >"$folder/seeds/recorder/session"

# A drive that does as it is reported, one that does not at some places, one that never does.
head -c 300 /dev/zero | tr '\0' '\1' >"$folder/seeds/drive/well"
hex 0101010101 08020408 0101 08050000 01010101010101 20000000 0101010101 08062800 01010101 08030c00 >"$folder/seeds/drive/faults"
zeros 300 >"$folder/seeds/drive/babble"

# Manifests of every form, and a digest.
sha256sum tests/fuzz/text.c tests/fuzz/driver.c >"$folder/seeds/manifest/sha256"
md5sum --tag tests/fuzz/text.c >"$folder/seeds/manifest/tagged"
printf '\\%040d *a\\nb\\\\c\n# a remark\n' 7 >"$folder/seeds/manifest/escaped"
printf 'disc1:%064d' 1 >"$folder/seeds/manifest/digest"

# The sheet that a CHD keeps, lists of Q, a .dat.
"$B/gen/tone" --kind noise --sectors 100 "$folder/kept.bin"
printf 'CATALOG 4006381333931\nFILE "kept.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >"$folder/kept.cue"
"$B/redbook" convert -q -f "$folder/kept.cue" -o "$folder/kept.chd"
{ printf '\000' && python3 - "$folder/kept.chd" <<'END'
import sys
b = open(sys.argv[1], 'rb').read()
at = b.index(b'RBKD')
sys.stdout.buffer.write(b[at + 16:at + 16 + int.from_bytes(b[at + 5:at + 8], 'big')])
END
} >"$folder/seeds/lists/sheet"
hex 01 53424900 000325 01 41010100012700000325 000330 01 41010100013000001330 >"$folder/seeds/lists/sbi"
hex 02 000325 41010100012700000325bafb >"$folder/seeds/lists/lsd"
printf '\003<?xml version="1.0"?>\n<!DOCTYPE datafile PUBLIC "-//Logiqx//DTD ROM Management Datafile//EN" "x">\n<datafile>\n<game name="A &amp; B">\n<rom name="a.bin" size="2352" crc="00112233" md5="00112233445566778899aabbccddeeff"/>\n</game>\n</datafile>\n' >"$folder/seeds/lists/dat"

# A master that is ready to record, and one that stages a track and does.
hex 01 00 0000 000300 0004 061001 0006 >"$folder/seeds/imapi/ready"
hex 01 00 0000 000300 0004 061001 0006 020503 0206a0 0207 000a >"$folder/seeds/imapi/recorded"

for target in chd descriptor container fileset audio text recorder drive imapi manifest lists; do
    if [ -n "$FUZZER" ]; then
        $CC $CFLAGS_ALL $FUZZER "tests/fuzz/$target.c" "$B/libredbook-burn.a" "$B/libredbook.a" -o "$folder/$target" $LIBS
        "$folder/$target" -max_total_time="$seconds" -max_len=65536 -artifact_prefix="$folder/found/$target-" \
            -print_final_stats=1 "$folder/seeds/$target" 2>&1 | grep -E 'ERROR|SUMMARY|stat::number_of_executed|Test unit' | sed "s/^/$target: /"
        [ "${PIPESTATUS[0]}" = 0 ]
    else
        $CC $CFLAGS_ALL "tests/fuzz/$target.c" tests/fuzz/driver.c "$B/libredbook-burn.a" "$B/libredbook.a" -o "$folder/$target" $LIBS
        printf '%s: ' "$target"
        "$folder/$target" "$seconds" "$folder/seeds/$target/"* 2>"$folder/$target.log" || { cat "$folder/$target.log"; exit 1; }
    fi
done
