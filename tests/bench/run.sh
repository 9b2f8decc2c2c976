#!/usr/bin/env bash
# tests/bench/run.sh - times redbook and other programs that do the same work
#
# Prints five tables in Markdown, as in tools/manual/benchmarks.md: conversion (of rates and sample widths), copies (audio and data
# that is not converted, and commands that read a whole disc), growth (with the number of tracks and discs; short jobs), chd
# (compared with chdman) and response (passband and stopband of the rate conversion). Times are medians of three alternating runs
# with a warm cache: processor time, wall time and peak memory of both programs. Before every run, outside its time, targets are
# removed and the disk is synced. redbook waits until its image is on the disk and cp does not, so redbook is compared with cp and a
# sync of the file, and in memory (/dev/shm; omitted if there is no room) with cp alone. Each row has a limit, the processor time
# that no program can avoid: reading the source from the page cache, writing as many bytes to it, decoding with the library alone,
# and the multiply-adds of the filter at the rate that this processor reaches in registers (tests/gen/limits.c).
#
# Sources are made in build/bench for one table at a time and removed after it: up to 12 GB, and up to 4 GB in memory. A peer that is
# not installed is reported, and its rows have the figures of redbook alone.
#
# All tables take about 12 minutes on two idle processors.
#
# Environment, with defaults: BENCH_RUNS (3), BENCH_MINUTES (80, the length of a full disc; a smaller one is quicker), BENCH_FOLDER
# (build/bench), BENCH_TABLES (conversion copies growth chd response). Exits with 1 if a row could not be measured.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
command -v python3 >/dev/null || { printf 'bench: python3 is not installed\n' >&2 && exit 1; }
folder=${BENCH_FOLDER:-$PWD/build/bench}
tables=${BENCH_TABLES:-conversion copies growth chd response}
runs=${BENCH_RUNS:-3}
minutes=${BENCH_MINUTES:-80}
processors=$(getconf _NPROCESSORS_ONLN)
sectors=$((minutes * 60 * 75 - 156)) # 80 minutes: the capacity of the smallest medium
seconds=$((sectors / 75))
quarter=$((seconds / 4)) # the time of a conversion is proportional to its length, so a quarter is enough
for table in $tables; do
    case $table in conversion | copies | growth | chd | response) ;; *) printf "bench: unknown table '%s' in BENCH_TABLES\n" "$table" >&2 && exit 1 ;; esac
done
rm -rf "$folder"
mkdir -p "$folder"
memory=
failed=0
trap 'rm -rf "$folder" ${memory:+"$memory"}' EXIT
trap 'exit 1' HUP INT TERM

say() { printf 'bench: %s\n' "$*" >&2; }
tone() { "$B/gen/tone" "$@"; }

# ------------------------------------------------------------------ sources

# together COMMAND...: runs lines of shell in parallel, one per processor; fails if one of them fails.
together() {
    local failed=0 line
    for line in "$@"; do
        while [ "$(jobs -rp | wc -l)" -ge "$processors" ]; do wait -n || failed=1; done
        eval "$line" &
    done
    while [ -n "$(jobs -rp)" ]; do wait -n || failed=1; done
    return $failed
}

# music FILE SECONDS OPTIONS...: prints a line of shell that makes the file in the folder
music() { printf "tone --kind music --seconds %s %s '%s/%s'" "$2" "${*:3}" "$folder" "$1"; }

make_conversion_sources() {
    say "making $quarter s at every rate"
    together "$(music higher.wav $quarter --seed 192 --rate 192000 --encoding s24)" \
        "$(music high.wav $quarter --seed 96 --rate 96000 --encoding s24)" \
        "$(music high.flac $quarter --seed 96 --rate 96000 --encoding s24)" \
        "$(music double.wav $quarter --seed 88 --rate 88200 --encoding s24)" \
        "$(music video.wav $quarter --seed 48 --rate 48000)" \
        "$(music deep.wav $quarter --seed 24 --encoding s24)" \
        "$(music ten.wav 10 --seed 10 --rate 48000)"
}

make_copies_sources() {
    local track lines=()
    say "making a disc of $minutes minutes in every form"
    for ((track = 1; track <= 12; track++)); do
        lines+=("tone --kind music --seed $track --sectors $((sectors / 12)) '$folder/$(printf %02d $track).flac'")
    done
    # Noise with the mark of a volume descriptor, the only part of a file system that is read.
    lines+=("tone --kind noise --level 90 --frames $((minutes * 8 * 1024 * 1024 / 80 / 4 * 81)) --format raw-le '$folder/data.iso'")
    together "$(music full.wav $seconds --seed 40)" "${lines[@]}"
    truncate -s $((minutes * 650 / 80))M "$folder/data.iso"
    printf '\001CD001\001' | dd of="$folder/data.iso" bs=1 seek=32768 conv=notrunc status=none
    (cd "$folder" && "$B/redbook" author -q --data data.iso -o data.cue && "$B/redbook" author -q ??.flac -o album.cue &&
        "$B/redbook" author -q full.wav -o image.cue && cp image.bin image2.bin && sed 's/image.bin/image2.bin/' image.cue >image2.cue &&
        "$B/redbook-burn" write -q image.cue --device virtual:drive --yes)
    for ((track = 1; track <= 99; track++)); do
        [ $track -gt 1 ] || printf 'FILE "image.bin" BINARY\n'
        printf '  TRACK %02d AUDIO\n    TITLE "Number %d"\n    ISRC DEA4524%05d\n    INDEX 01 %02d:%02d:00\n' $track $track $track \
            $(((track - 1) * minutes * 60 / 100 / 60)) $(((track - 1) * minutes * 60 / 100 % 60))
    done >"$folder/99.cue"
}

make_growth_sources() {
    local count track length lines=()
    say 'making discs of 1, 10 and 99 tracks, and short files'
    for count in 1 10 99; do
        mkdir "$folder/t$count"
        for ((track = 1; track <= count; track++)); do
            lines+=("tone --kind music --seed $track --sectors $((99 * 450 / count)) '$folder/t$count/$(printf %02d $track).flac'")
        done
    done
    mkdir "$folder/short" "$folder/shelf" "$folder/short/out" "$folder/s99"
    for ((track = 1; track <= 99; track++)); do
        [ $track -gt 40 ] || lines+=("$(music short/five-$(printf %02d $track).wav 5 --seed $track --rate 48000)")
        lines+=("$(music short/one-$(printf %02d $track).wav 1 --seed $track --encoding s24)")
        lines+=("$(music s99/$(printf %02d $track).wav $((minutes / 2)) --seed $track)")
        printf 'FILE "%02d.wav" WAVE\n  TRACK %02d AUDIO\n    TITLE "Number %d"\n    INDEX 01 00:00:00\n' $track $track $track >>"$folder/s99/album.cue"
    done
    for length in 1 10 80; do lines+=("$(music m$length.flac $((length * seconds / 80)) --seed $length)"); done
    lines+=("$(music shelf/a.wav 60 --seed 3 --rate 48000 --encoding s24)")
    together "${lines[@]}"
    (cd "$folder" && "$B/redbook" author -q m80.flac -o m80.cue)
    printf 'all: %s\n%%.cue: a.wav; @%s author -q --jobs 1 a.wav -o $@\n' "$(printf 'd%s.cue ' $(seq 100))" "$B/redbook" >"$folder/shelf/Makefile"
}

# A tenth of a disc: a third is data, programs and libraries of this machine, and the rest is music.
make_chd_sources() {
    say 'making a disc of data and audio'
    tar -C / -cf - usr/bin usr/lib 2>/dev/null | head -c $((sectors / 30 * 2048)) >"$folder/data.iso"
    together "$(music music.wav $((seconds / 15)) --seed 5)"
    (cd "$folder" && "$B/redbook" author -q --data data.iso music.wav -o mixed.cue && "$B/redbook" convert -q mixed.cue -o mixed.chd)
}

# Makes a folder in memory if there is room for three copies of the longest file, else reports the reason.
find_memory() {
    local needed=$((minutes * 36000)) free # KiB: three BINs of 11 MB per minute, and their sheets
    free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $1 == "tmpfs" { print $4 }')
    [ -z "$free" ] || free=$(awk -v free="$free" '/^MemAvailable/ { print ($2 < free ? $2 : free) }' /proc/meminfo)
    if [ "${free:-0}" -lt "$needed" ]; then
        say "rows 'in memory' are omitted: /dev/shm is not a RAM disk with $((needed / 1024)) MiB of free space"
    else
        memory=$(mktemp -d /dev/shm/redbook-bench.XXXXXX)
    fi
}

# ------------------------------------------------------------------ rows

author="'$B/redbook' author -q"
at="cd '$folder'"
decode='for file in ??.flac; do flac -d -s "$file" -o copy.$file.wav || exit 1; done'

json() { printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g'; }

# row WHAT AIM OURS PROGRAM PEER-NAME PEER LIMIT-NAME LIMIT [MORE]: all commands are run in the folder. The peer requires that PROGRAM
# is installed. LIMIT is "-" if there is none; it is omitted if its program is not installed.
row() {
    printf '%s{"what": "%s", "aim": "%s", "ours": "%s"%s' "$comma" "$(json "$1")" "$2" "$(json "$at && $3")" "${9:-}"
    if command -v "$4" >/dev/null; then
        printf ', "peer_name": "%s", "peer": "%s"' "$(json "$5")" "$(json "$at && $6")"
    elif [ "$4" != - ]; then
        say "$1: $4 is not installed"
    fi
    case $8 in
        -) ;;
        *flac*) ! command -v flac >/dev/null || printf ', "limit_name": "%s", "limit": "%s"' "$(json "$7")" "$(json "$at && $8")" ;;
        *) printf ', "limit_name": "%s", "limit": "%s"' "$(json "$7")" "$(json "$at && $8")" ;;
    esac
    printf '}'
    comma=,
}
plain() { row "$1" - "$2" - - - - - "${3:-}"; }

# in_memory FILES ROW...: adds the row again, with copies of its files in memory
in_memory() {
    local files=$1
    shift
    [ -z "$memory" ] || at="cd '$memory'" row "$@" \
        ", \"first\": \"$(json "cd '$folder' && cp $files '$memory'")\", \"last\": \"$(json "rm -rf '$memory'/*")\""
}

# Limits: writing so many bytes to the page cache, and to the disk.
into_cache() { printf 'head -c %s /dev/zero >copy.limit' "$1"; }
onto_disk() { printf '%s && sync copy.limit' "$(into_cache "$1")"; }

# multiply_adds RATE SECONDS: for two channels and the best filter, which has 288 taps per output sample, and for a higher rate as
# many times more as the rate is higher
multiply_adds() { printf ', "multiply_adds": %s' $(($2 * 2 * 288 * ($1 > 44100 ? $1 : 44100))); }

conversion_rows() {
    local cd_bytes=$((quarter * 176400)) cache='page cache in and out' sums='multiply-adds, page cache in and out'
    local rate='rate -v 44100 dither' name='`sox rate -v`, dither'
    row '96/24 WAV' 0.2 "$author high.wav -o out.cue" sox "$name" "sox high.wav -b 16 copy.wav $rate" \
        "$sums" "cat high.wav >/dev/null && $(into_cache $cd_bytes)" "$(multiply_adds 96000 $quarter)"
    row '96/24 FLAC, one file' 0.27 "$author high.flac -o out.cue" sox "$name" "sox high.flac -b 16 copy.wav $rate" \
        "libFLAC, $sums" "flac -t -s high.flac && $(into_cache $cd_bytes)" "$(multiply_adds 96000 $quarter)"
    row '192/24 WAV' 0.35 "$author higher.wav -o out.cue" sox "$name" "sox higher.wav -b 16 copy.wav $rate" \
        "$sums" "cat higher.wav >/dev/null && $(into_cache $cd_bytes)" "$(multiply_adds 192000 $quarter)"
    row '88.2/24 WAV' 0.3 "$author double.wav -o out.cue" sox "$name" "sox double.wav -b 16 copy.wav $rate" \
        "$sums" "cat double.wav >/dev/null && $(into_cache $cd_bytes)" "$(multiply_adds 88200 $quarter)"
    row '48/16 WAV' 0.2 "$author video.wav -o out.cue" sox "$name" "sox video.wav -b 16 copy.wav $rate" \
        "$sums" "cat video.wav >/dev/null && $(into_cache $cd_bytes)" "$(multiply_adds 48000 $quarter)"
    row '44.1/24 WAV' 0.35 "$author deep.wav -o out.cue" sox '`sox`, dither' 'sox deep.wav -b 16 copy.wav dither' \
        "$cache" "cat deep.wav >/dev/null && $(into_cache $cd_bytes)"
    row '44.1/24 WAV, shaped dither' 1 "$author deep.wav -o out.cue --dither shaped:lipshitz" sox '`sox dither -f lipshitz`' \
        'sox deep.wav -b 16 copy.wav dither -f lipshitz' "$cache" "cat deep.wav >/dev/null && $(into_cache $cd_bytes)"
    row '10 s of 48 kHz' 1.2 "$author ten.wav -o out.cue" sox "$name" "sox ten.wav -b 16 copy.wav $rate" \
        "$sums" "cat ten.wav >/dev/null && $(into_cache 1764000)" "$(multiply_adds 48000 10)"
}

# A row for WAV, ISO or `convert`, and the same row in memory. FILE is copied by cp; BYTES is the number of bytes written.
copied() { # WHAT AIM-ON-DISK AIM-IN-MEMORY OURS FILE SOURCE BYTES FILES-TO-MEMORY
    row "$1" "$2" "$4" cp '`cp`, `sync`' "cp $5 copy.bin && sync copy.bin" 'page cache in, fsync of as many bytes' \
        "cat $6 >/dev/null && $(onto_disk "$7")"
    in_memory "$8" "$1, in memory" "$3" "$4" cp '`cp`' "cp $5 copy.bin" 'page cache in and out' "cat $6 >/dev/null && $(into_cache "$7")"
}

copies_rows() {
    local bin=$((sectors * 2352)) data=$((minutes * 650 / 80 * 512 * 2352))
    copied '16/44.1 WAV to BIN/CUE' 1.1 1.15 "$author full.wav -o out.cue" full.wav full.wav $bin full.wav
    copied 'ISO to MODE1/2352 BIN' 1.1 1.2 "$author --data data.iso -o out.cue" data.bin data.iso $data 'data.iso data.bin'
    copied '`convert` to one BIN per track' - - "'$B/redbook' convert -q album.cue --target redump -o out.cue" album.bin album.bin $bin \
        'album.cue album.bin'
    row '16/44.1 FLAC, 12 tracks' 0.42 "$author ??.flac -o out.cue" flac '`flac -d`, one after another' "$decode" \
        'libFLAC alone (aim 1.25 x)' 'flac -t -s ??.flac'
    row '`check` of the image' 0.3 "'$B/redbook' check -q image.cue" sha256sum '`sha256sum`' 'sha256sum image.bin' \
        'page cache in' 'cat image.bin >/dev/null'
    row "\`check\` of the ISO's image" 0.3 "'$B/redbook' check -q data.cue" sha256sum '`sha256sum`' 'sha256sum data.bin' \
        'page cache in' 'cat data.bin >/dev/null'
    row '`compare` of two images' 0.4 "'$B/redbook' compare -q image.cue image2.cue" cmp '`cmp`' 'cmp image.bin image2.bin' \
        'page cache in' 'cat image.bin image2.bin >/dev/null'
    row '`report` with its page and PQ sheets' 2 "'$B/redbook' report -q image.cue -o out" sha256sum '`sha256sum`' 'sha256sum image.bin' \
        'page cache in' 'cat image.bin >/dev/null'
    row '`hash`' - "'$B/redbook' hash -q image.cue" sha256sum '`sha256sum`' 'sha256sum image.bin' 'page cache in' 'cat image.bin >/dev/null'
    row 'verify of a disc in a virtual drive' 3 "'$B/redbook-burn' verify -q image.cue --device virtual:drive" "$B/redbook" '`redbook compare`' \
        "'$B/redbook' compare -q image.cue image2.cue" 'page cache in' 'cat image.bin image2.bin >/dev/null' ', "processor": true'
    row '`info` on 99 tracks' 2.5 "exec '$B/redbook' info 99.cue" true '`true`' 'exec /bin/true' - - ', "runs": 25'
}

growth_rows() {
    local count length convert='rate -v 44100 dither'
    for length in 1 10 80; do plain "one FLAC, $length/80 of a disc" "$author m$length.flac -o out.cue"; done
    for count in 1 10 99; do plain "10 min in $count FLAC" "$author t$count/*.flac -o out.cue"; done
    row 'a sheet of 99 WAV files' - "$author s99/album.cue -o out.cue" cat '`cat`, `sync`' 'cat s99/*.wav >copy.bin && sync copy.bin' - -
    row '40 files of 5 s at 48 kHz' - "$author short/five-*.wav -o out.cue" sox '`sox rate -v`, dither, one after another' \
        "for file in short/five-*.wav; do sox \$file -b 16 copy.wav $convert || exit; done" 'multiply-adds' 'cat short/five-*.wav >/dev/null' \
        "$(multiply_adds 48000 200)"
    row '99 files of 1 s at 44.1/24' - "$author --short-tracks allow short/one-*.wav -o out.cue" sox '`sox`, dither, one after another' \
        'for file in short/one-*.wav; do sox $file -b 16 copy.wav dither || exit; done' 'page cache in' 'cat short/one-*.wav >/dev/null'
    plain "a virtual recorder burns a disc (a drive of 52x, 80 min: 92 s)" "rm -rf drive && '$B/redbook-burn' write -q m80.cue --device virtual:drive --yes"
    plain "100 discs of 1 min at 48/24, \`make -j1\`" "make -s -C shelf -j1" ', "runs": 1'
    plain "the same, \`make -j$processors\`" "make -s -C shelf -j$processors" ', "runs": 1'
}

chd_rows() {
    local convert="'$B/redbook' convert -q -f" create='chdman createcd -f -i mixed.cue -o theirs.chd >/dev/null 2>&1' more=', "processor": true, "runs": 2'
    local sizes="$more"', "sizes": ["'$(json "$folder/ours.chd")'", "'$(json "$folder/theirs.chd")'"]'
    row 'CHD of a disc of data and audio' 0.4 "$convert mixed.cue -o ours.chd" chdman '`chdman createcd`' "$create" - - "$sizes"
    row 'the same, `--compression fast`' 0.15 "$convert --compression fast mixed.cue -o ours.chd" chdman '`chdman createcd`' "$create" - - "$sizes"
    row 'the same, `--compression best`' - "$convert --compression best mixed.cue -o ours.chd" chdman '`chdman createcd`' "$create" - - "$sizes"
    row 'sheet and BIN from it' 0.5 "mkdir out && $convert mixed.chd -o out/mixed.cue" chdman '`chdman extractcd`' \
        'chdman extractcd -f -i mixed.chd -o copy.cue -ob copy.bin >/dev/null 2>&1' - - "$more"
}

timed_table() { # conversion|copies|growth|chd
    "make_$1_sources"
    say "timing, $runs runs each"
    comma=
    {
        printf '{"runs": %s, "multiply_adds_per_second": %s, "before": "%s", "rows": [' "$runs" "$multiply_rate" \
            "$(json "$at && rm -rf out* copy* shelf/d* ${memory:+'$memory'/out* '$memory'/copy*} && sync")"
        "$1_rows"
        printf ']}\n'
    } >"$folder/rows.json"
    python3 tests/bench/measure.py "$B/gen/measure" "$folder/rows.json" || failed=1
}

# response_of RATE COMMAND...: prints the response of a peer
response_of() {
    local rate=$1
    shift
    rm -f "$folder/converted.wav"
    command -v "$1" >/dev/null || { printf 'not installed' && return; }
    "$@" </dev/null && "$B/gen/response" read "$rate" "$folder/converted.wav"
}

response_table() {
    local rate ours short sox ffmpeg
    say 'measuring passbands and stopbands'
    printf '%s\n' 'Conversion to 44.1 kHz: the deviation up to 20 kHz and up to 20.5 kHz; the -3 dB frequency; the strongest alias or other' \
        'spurious component, for sines from 22.1 kHz on and next to those in the passband (for a source of a lower rate:' \
        'up to 0.93 of half its rate).' '' \
        '| source | redbook | redbook, short files | `sox rate -v` | `ffmpeg` |' '| --- | --- | --- | --- | --- |'
    for rate in 48000 88200 96000 176400 192000 32000 22050; do
        ours=$("$B/gen/response" convert $rate table)
        short=$("$B/gen/response" convert $rate library)
        "$B/gen/response" probe $rate "$folder/probe.wav"
        sox=$(response_of $rate sox -V1 -D "$folder/probe.wav" -e floating-point -b 32 "$folder/converted.wav" rate -v 44100)
        ffmpeg=$(response_of $rate ffmpeg -v error -i "$folder/probe.wav" -ar 44100 -c:a pcm_f32le "$folder/converted.wav")
        printf '| %s kHz | %s | %s | %s | %s |\n' "$(awk "BEGIN { print $rate / 1000 }")" "$ours" "$short" "$sox" "$ffmpeg"
    done
}

model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
system=$(df -T "$folder" 2>/dev/null | awk 'NR == 2 { print $2 }')
multiply_rate=$("$B/gen/limits" multiply)
printf '%s, %s, %s processors, kernel %s, %s multiply-adds a second on one; %s %s, %s; medians of %s alternating runs.\n' "$(date -u +%Y-%m-%d)" \
    "${model:-$(uname -m)}" "$processors" "$("$B/gen/limits" kernel)" "$(awk "BEGIN { printf \"%.1f G\", $multiply_rate / 1e9 }")" "$(uname -s)" "$(uname -r)" \
    "${system:-unknown file system}" "$runs"
printf 'A full disc has %s minutes, converted audio %s s. Times and memory are given as redbook : the other program.\n' "$minutes" "$quarter"
for table in $tables; do
    printf '\n'
    case $table in
        response) response_table ;;
        *)
            [ "$table" != copies ] || find_memory
            timed_table "$table"
            ;;
    esac
    rm -rf "${folder:?}"/*
done
exit $failed
