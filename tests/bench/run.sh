#!/usr/bin/env bash
# tests/bench/run.sh - how long redbook's work takes, as a multiple of what a plain tool takes for the same bytes
#
# Makes its sources in build/bench (about 20 GB while it runs, removed afterwards), then prints Markdown tables: medians of five
# runs by turns with a warm cache, in one go, with the processor time and the peak memory of both. Targets are removed and
# the disk is settled before every run, outside its time. redbook waits until the disk has its image, cp does not: cp with a
# sync of its file stands beside it.
#
# BENCH_RUNS (5), BENCH_MINUTES (80, of a full disc; fewer make it short), BENCH_FOLDER, BENCH_TABLES (pairs growth) say otherwise.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
for program in python3 flac sox; do
    command -v $program >/dev/null || { printf 'bench: %s is not here\n' "$program" >&2 && exit 1; }
done
folder=${BENCH_FOLDER:-$PWD/build/bench}
tables=${BENCH_TABLES:-pairs growth}
runs=${BENCH_RUNS:-5}
minutes=${BENCH_MINUTES:-80}
sectors=$((minutes * 60 * 75 - 156)) # 80 minutes: what the smallest medium holds
rm -rf "$folder"
mkdir -p "$folder"
trap 'rm -rf "$folder"' EXIT

say() { printf 'bench: %s\n' "$*" >&2; }
tone() { "$B/gen/tone" "$@"; }

# ------------------------------------------------------------------ sources

make_pairs_sources() {
    local track
    say "making a disc of $minutes minutes in every form (a few minutes)"
    tone --kind music --seed 40 --sectors $sectors "$folder/full.wav"
    for ((track = 1; track <= 12; track += 2)); do
        tone --kind music --seed $track --sectors $((sectors / 12)) "$folder/$(printf %02d $track).flac" &
        tone --kind music --seed $((track + 1)) --sectors $((sectors / 12)) "$folder/$(printf %02d $((track + 1))).flac"
        wait
    done
    tone --kind music --seed 96 --rate 96000 --encoding s24 --seconds $((sectors / 75)) "$folder/high.wav" &
    tone --kind music --seed 192 --rate 192000 --encoding s24 --seconds $((sectors / 75)) "$folder/higher.wav"
    wait
    flac -s -1 "$folder/high.wav" -o "$folder/high.flac"
    # a file system of noise: the descriptor's mark is all that a reader of sectors looks at
    tone --kind noise --level 90 --frames $((minutes * 8 * 1024 * 1024 / 80 / 4 * 81)) --format raw-le "$folder/data.iso"
    truncate -s $((minutes * 650 / 80))M "$folder/data.iso"
    printf '\001CD001\001' | dd of="$folder/data.iso" bs=1 seek=32768 conv=notrunc status=none
    (cd "$folder" && "$B/redbook" author -q --data data.iso -o data.cue && cp data.bin data2.bin &&
        "$B/redbook" author -q full.wav -o image.cue && cp image.bin image2.bin && sed 's/image.bin/image2.bin/' image.cue >image2.cue)
    for ((track = 1; track <= 99; track++)); do
        [ $track -gt 1 ] || printf 'FILE "image.bin" BINARY\n'
        printf '  TRACK %02d AUDIO\n    TITLE "Number %d"\n    ISRC DEA4524%05d\n    INDEX 01 %02d:%02d:00\n' $track $track $track \
            $(((track - 1) * minutes * 60 / 100 / 60)) $(((track - 1) * minutes * 60 / 100 % 60))
    done >"$folder/99.cue"
}

make_growth_sources() {
    local length count
    say 'making discs of 1, 10 and 80 minutes, and of 1, 10 and 99 tracks'
    for length in 1 10 80; do tone --kind music --seed $length --sectors $((length * 4500 - 156)) "$folder/m$length.flac"; done
    (cd "$folder" && "$B/redbook" author -q m80.flac -o m80.cue)
    for count in 1 10 99; do
        mkdir "$folder/t$count"
        for ((track = 1; track <= count; track++)); do
            tone --kind music --seed $track --sectors $((99 * 450 / count)) "$folder/t$count/$(printf %02d $track).flac"
        done
    done
    mkdir "$folder/shelf"
    tone --kind music --seed 3 --seconds 240 "$folder/shelf/a.flac"
    printf 'all: %s\n%%.cue: a.flac; @%s author -q --jobs 1 a.flac -o $@\n' "$(printf 'd%s.cue ' $(seq 100))" "$B/redbook" >"$folder/shelf/Makefile"
}

# ------------------------------------------------------------------ tables

author="'$B/redbook' author -q"
at="cd '$folder'"
decode='for file in ??.flac; do flac -d -s "$file" -o copy.$file.wav || exit 1; done'

# row WHAT AIM OURS PEER-NAME PEER [MORE]: everything is run in the folder
json() { printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g'; }
row() {
    printf '%s{"what": "%s", "aim": "%s", "ours": "%s", "peer_name": "%s", "peer": "%s"%s}' "$comma" "$(json "$1")" "$2" \
        "$(json "$at && $3")" "$(json "$4")" "$(json "$at && $5")" "${6:-}"
    comma=,
}
plain() { printf '%s{"what": "%s", "ours": "%s"}' "$comma" "$(json "$1")" "$(json "$at && $2")" && comma=,; }

pairs_table() {
    comma=
    printf '{"rows": ['
    row "16/44.1 WAV to BIN/CUE" 1.1 "$author full.wav -o out.cue" '`cp`' 'cp full.wav copy.wav'
    row "the same" - "$author full.wav -o out.cue" '`cp`, `sync`' 'cp full.wav copy.wav && sync copy.wav'
    row "16/44.1 FLAC, 12 tracks" 0.55 "$author ??.flac -o out.cue" '`flac -d`' "$decode"
    row "96/24 WAV" 0.4 "$author high.wav -o out.cue" '`sox rate -v`, dither' 'sox high.wav -b 16 copy.wav rate -v 44100 dither'
    row "96/24 FLAC, one file" 0.5 "$author high.flac -o out.cue" 'the same' 'sox high.flac -b 16 copy.wav rate -v 44100 dither'
    row "192/24 WAV" 0.5 "$author higher.wav -o out.cue" 'the same' 'sox higher.wav -b 16 copy.wav rate -v 44100 dither'
    row "ISO to MODE1/2352 BIN" 1.2 "$author --data data.iso -o out.cue" '`cp` of the BIN' 'cp data.bin copy.bin'
    row "the same" - "$author --data data.iso -o out.cue" '`cp`, `sync`' 'cp data.bin copy.bin && sync copy.bin'
    row "\`check\` of that image" 0.5 "'$B/redbook' check -q data.cue" '`sha256sum`' 'sha256sum data.bin'
    row "\`compare\` of two images" 1.2 "'$B/redbook' compare -q image.cue image2.cue" '`cmp`' 'cmp image.bin image2.bin'
    row "\`info\` on 99 tracks" '+ 5 ms' "'$B/redbook' info 99.cue" '`true`' '/bin/true' ', "difference": true'
    printf ']}'
}

growth_table() {
    comma=
    printf '{"rows": ['
    for length in 1 10 80; do plain "one FLAC of $length min" "$author m$length.flac -o out.cue"; done
    for count in 1 10 99; do plain "10 min in $count FLAC" "$author t$count/*.flac -o out.cue"; done
    plain "a virtual recorder burns 80 min (a drive of 52x: 92 s)" "rm -rf drive && '$B/redbook-burn' write -q m80.cue --device virtual:drive --yes"
    plain "a shelf of 100 discs of 4 min, \`make -j1\`" "make -s -C shelf -j1"
    plain "the same, \`make -j$(getconf _NPROCESSORS_ONLN)\`" "make -s -C shelf -j$(getconf _NPROCESSORS_ONLN)"
    printf ']}'
}

for table in $tables; do "make_${table}_sources"; done
{
    printf '{"runs": %s, "before": "%s", "tables": [' "$runs" "$(json "$at && rm -f out.* copy.* shelf/d* && sync")"
    first=
    for table in $tables; do
        printf '%s' "$first"
        "${table}_table"
        first=,
    done
    printf ']}\n'
} >"$folder/rows.json"

model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
system=$(df -T "$folder" 2>/dev/null | awk 'NR == 2 { print $2 }')
say "timing, $runs runs each"
printf '%s, %s (%s processors), %s %s, %s; a full disc is %s minutes.\n' "$(date -u +%Y-%m-%d)" "${model:-$(uname -m)}" \
    "$(getconf _NPROCESSORS_ONLN)" "$(uname -s)" "$(uname -r)" "${system:-unknown file system}" "$minutes"
python3 tests/bench/measure.py "$B/gen/measure" "$folder/rows.json"
