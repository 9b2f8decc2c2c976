#!/usr/bin/env bash
# tests/fuzz/run.sh - feeds every reader with garbage for FUZZ_SECONDS (60) each, under the address and undefined behaviour sanitizers
#
# With clang and its fuzzer, guided by coverage; otherwise by the driver here, mutating seeds from a fixed sequence. Seeds are the
# sheets of the corpus, packs and input sheets, and small files of sound from the generator. From outside: B (a build with
# sanitizers), FUZZER (the flag that brings main, or nothing), CC, CFLAGS_ALL, LIBS.
set -eu
cd "$(dirname "$0")/../.."
seconds=${FUZZ_SECONDS:-60}
folder=$B/fuzz
rm -rf "$folder/seeds"
mkdir -p "$folder/seeds/"{descriptor,sound,text} "$folder/found"
export TMPDIR=$PWD/$folder LSAN_OPTIONS=suppressions=$PWD/tests/fuzz/leaks.suppressions:print_suppressions=0

cp tests/corpus/*/*.cue tests/corpus/*/*.toc tests/corpus/*/*.ccd "$folder/seeds/descriptor/"
for kind in wav flac aiff ogg caf w64 au mp3; do
    "$B/gen/tone" --kind noise --frames 3000 "$folder/seeds/sound/a.$kind" 2>/dev/null || true
done
"$B/gen/tone" --kind music --rate 96000 --encoding s24 --frames 5000 "$folder/seeds/sound/high.flac"
for sheet in tests/corpus/cue/good.*.cue; do
    name=$(basename "$sheet" .cue)
    "$B/redbook" text -q --fallback "$sheet" -o "$folder/seeds/text/$name.cdt" >/dev/null 2>&1 || true
    "$B/redbook" text -q --fallback "$sheet" -o "$folder/seeds/text/$name.txt" >/dev/null 2>&1 || true
done

for target in descriptor sound text; do
    if [ -n "$FUZZER" ]; then
        $CC $CFLAGS_ALL $FUZZER "tests/fuzz/$target.c" "$B/libredbook.a" -o "$folder/$target" $LIBS
        "$folder/$target" -max_total_time="$seconds" -max_len=65536 -artifact_prefix="$folder/found/$target-" \
            -print_final_stats=1 "$folder/seeds/$target" 2>&1 | grep -E 'ERROR|SUMMARY|stat::number_of_executed|Test unit' | sed "s/^/$target: /"
        [ "${PIPESTATUS[0]}" = 0 ]
    else
        $CC $CFLAGS_ALL "tests/fuzz/$target.c" tests/fuzz/driver.c "$B/libredbook.a" -o "$folder/$target" $LIBS
        printf '%s: ' "$target"
        "$folder/$target" "$seconds" "$folder/seeds/$target/"* 2>"$folder/$target.log" || { cat "$folder/$target.log"; exit 1; }
    fi
done
