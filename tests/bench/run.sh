#!/usr/bin/env bash
# tests/bench/run.sh - how long redbook's work takes, as a multiple of the time that a plain tool takes for the same bytes
#
# Prints Markdown as tools/manual/benchmarks.md has it, four tables: pairs (redbook and a peer), growth (with minutes, tracks and discs), chd
# (compared with chdman, by processor time) and response (pass band and stop band of the rate conversion). Times are medians of five runs by turns with a warm cache, with the
# processor time and the peak memory of both; targets are removed and the disk is synced before every run, outside its time.
# redbook waits until its image is on the disk, cp does not: hence cp with a sync of its file is measured too, and the same
# work in memory (/dev/shm; omitted if there is no room), where there is nothing to wait for.
#
# Sources are made in build/bench, for one table at a time: 18 GB at most, 4 GB more for a while in memory; all of it is removed
# afterwards. Ten minutes of music are made; longer files repeat them.
#
# The whole takes about 20 minutes on two idle processors.
#
# BENCH_RUNS (5), BENCH_MINUTES (80, of a full disc; fewer make it short), BENCH_FOLDER, BENCH_TABLES (pairs growth chd response)
# override the defaults in parentheses.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
for program in python3 flac sox; do
    command -v $program >/dev/null || { printf 'bench: %s is not here\n' "$program" >&2 && exit 1; }
done
folder=${BENCH_FOLDER:-$PWD/build/bench}
tables=${BENCH_TABLES:-pairs growth chd response}
runs=${BENCH_RUNS:-5}
minutes=${BENCH_MINUTES:-80}
processors=$(getconf _NPROCESSORS_ONLN)
sectors=$((minutes * 60 * 75 - 156)) # 80 minutes: what the smallest medium holds
seconds=$((sectors / 75))
for table in $tables; do
    case $table in pairs | growth | chd | response) ;; *) printf "bench: BENCH_TABLES has no table '%s'\n" "$table" >&2 && exit 1 ;; esac
done
rm -rf "$folder"
mkdir -p "$folder"
memory=
trap 'rm -rf "$folder" ${memory:+"$memory"}' EXIT
trap 'exit 1' HUP INT TERM

say() { printf 'bench: %s\n' "$*" >&2; }
tone() { "$B/gen/tone" "$@"; }

# ------------------------------------------------------------------ sources

# music FILE SECONDS [options of tone]: ten minutes of it are made, the rest repeats them.
music() {
    local file=$1 length=$2 times=$((($2 + 599) / 600)) part=$folder/part.$1.wav
    local copy parts=()
    shift 2
    for ((copy = 0; copy < times; copy++)); do parts+=("$part"); done
    tone --kind music --seconds $((length / times)) "$@" "$part" && sox -V1 "${parts[@]}" "$folder/$file" && rm "$part"
}

# together COMMAND...: runs lines of shell, as many at once as there are processors; fails when one does.
together() {
    local failed=0 line
    for line in "$@"; do
        while [ "$(jobs -rp | wc -l)" -ge "$processors" ]; do wait -n || failed=1; done
        eval "$line" &
    done
    while [ -n "$(jobs -rp)" ]; do wait -n || failed=1; done
    return $failed
}

make_pairs_sources() {
    local track lines=()
    say "making a disc of $minutes minutes in every form"
    # 80 minutes at 192 kHz are more than one WAV file holds
    for part in 1 2; do lines+=("music higher$part.wav $((seconds / 2)) --seed 192$part --rate 192000 --encoding s24"); done
    lines+=("music high.wav $seconds --seed 96 --rate 96000 --encoding s24 && flac --totally-silent -1 '$folder/high.wav' -o '$folder/high.flac'")
    lines+=("music full.wav $seconds --seed 40")
    lines+=("music deep.wav $seconds --seed 24 --encoding s24")
    for ((track = 1; track <= 12; track++)); do
        lines+=("tone --kind music --seed $track --sectors $((sectors / 12)) '$folder/$(printf %02d $track).flac'")
    done
    # a file system of noise: a reader of sectors looks only at the mark of the descriptor
    lines+=("tone --kind noise --level 90 --frames $((minutes * 8 * 1024 * 1024 / 80 / 4 * 81)) --format raw-le '$folder/data.iso'")
    together "${lines[@]}"
    truncate -s $((minutes * 650 / 80))M "$folder/data.iso"
    printf '\001CD001\001' | dd of="$folder/data.iso" bs=1 seek=32768 conv=notrunc status=none
    (cd "$folder" && "$B/redbook" author -q --data data.iso -o data.cue && "$B/redbook" author -q ??.flac -o album.cue &&
        "$B/redbook" author -q full.wav -o image.cue && cp image.bin image2.bin && sed 's/image.bin/image2.bin/' image.cue >image2.cue)
    for ((track = 1; track <= 99; track++)); do
        [ $track -gt 1 ] || printf 'FILE "image.bin" BINARY\n'
        printf '  TRACK %02d AUDIO\n    TITLE "Number %d"\n    ISRC DEA4524%05d\n    INDEX 01 %02d:%02d:00\n' $track $track $track \
            $(((track - 1) * minutes * 60 / 100 / 60)) $(((track - 1) * minutes * 60 / 100 % 60))
    done >"$folder/99.cue"
}

make_growth_sources() {
    local length count track lines=()
    say 'making discs of 1, 10 and 80 minutes, and of 1, 10 and 99 tracks'
    for length in 80 10 1; do
        lines+=("music m$length.wav $(((length * 4500 - 156) / 75)) --seed $length && flac --totally-silent --delete-input-file '$folder/m$length.wav'")
    done
    for count in 1 10 99; do
        mkdir "$folder/t$count"
        for ((track = 1; track <= count; track++)); do
            lines+=("tone --kind music --seed $track --sectors $((99 * 450 / count)) '$folder/t$count/$(printf %02d $track).flac'")
        done
    done
    mkdir "$folder/shelf"
    lines+=("tone --kind music --seed 3 --seconds 240 '$folder/shelf/a.flac'")
    together "${lines[@]}"
    (cd "$folder" && "$B/redbook" author -q m80.flac -o m80.cue)
    printf 'all: %s\n%%.cue: a.flac; @%s author -q --jobs 1 a.flac -o $@\n' "$(printf 'd%s.cue ' $(seq 100))" "$B/redbook" >"$folder/shelf/Makefile"
}

# A quarter of a disc, a third of it programs and libraries of this machine as data, the rest music.
make_chd_sources() {
    say 'making a disc of data and audio'
    tar -C / -cf - usr/bin usr/lib 2>/dev/null | head -c $((sectors / 12 * 2048)) >"$folder/data.iso"
    music music.wav $((seconds / 6)) --seed 5
    (cd "$folder" && "$B/redbook" author -q --data data.iso music.wav -o mixed.cue && "$B/redbook" convert -q mixed.cue -o mixed.chd)
}

# Makes a folder in memory if there is room for three copies of the longest file, else prints why not.
find_memory() {
    local needed=$((minutes * 36000)) free # KiB: three BINs of 11 MB a minute, and their sheets
    free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $1 == "tmpfs" { print $4 }')
    [ -z "$free" ] || free=$(awk -v free="$free" '/^MemAvailable/ { print ($2 < free ? $2 : free) }' /proc/meminfo)
    if [ "${free:-0}" -lt "$needed" ]; then
        say "rows 'in memory' are left out: /dev/shm is no RAM disk with $((needed / 1024)) MiB to spare"
    else
        memory=$(mktemp -d /dev/shm/redbook-bench.XXXXXX)
    fi
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
plain() { printf '%s{"what": "%s", "ours": "%s"%s}' "$comma" "$(json "$1")" "$(json "$at && $2")" "${3:-}" && comma=,; }

# in_memory AIM FILES OURS PEER-NAME PEER: the previous row again, with copies of its files in memory
in_memory() {
    [ -n "$memory" ] || return 0
    at="cd '$memory'" row 'the same, in memory' "$1" "$3" "$4" "$5" \
        ", \"first\": \"$(json "$at && cp $2 '$memory'")\", \"last\": \"$(json "rm -rf '$memory'/*")\""
}

pairs_rows() {
    row "16/44.1 WAV to BIN/CUE" 1.1 "$author full.wav -o out.cue" '`cp`' 'cp full.wav copy.wav'
    row "the same" - "$author full.wav -o out.cue" '`cp`, `sync`' 'cp full.wav copy.wav && sync copy.wav'
    in_memory 1.1 full.wav "$author full.wav -o out.cue" '`cp`' 'cp full.wav copy.wav'
    row "16/44.1 FLAC, 12 tracks" 0.55 "$author ??.flac -o out.cue" '`flac -d`' "$decode"
    row "96/24 WAV" 0.4 "$author high.wav -o out.cue" '`sox rate -v`, dither' 'sox high.wav -b 16 copy.wav rate -v 44100 dither'
    row "96/24 FLAC, one file" 0.5 "$author high.flac -o out.cue" 'the same' 'sox high.flac -b 16 copy.wav rate -v 44100 dither'
    row "44.1/24 WAV, shaped dither" 1 "$author deep.wav -o out.cue --dither shaped:lipshitz" '`sox dither -f lipshitz`' 'sox deep.wav -b 16 copy.wav dither -f lipshitz'
    row "192/24 WAV, two files" 0.5 "$author higher?.wav -o out.cue" 'the same' 'sox higher?.wav -b 16 copy.wav rate -v 44100 dither'
    row "ISO to MODE1/2352 BIN" 1.2 "$author --data data.iso -o out.cue" '`cp` of the BIN' 'cp data.bin copy.bin'
    row "the same" - "$author --data data.iso -o out.cue" '`cp`, `sync`' 'cp data.bin copy.bin && sync copy.bin'
    in_memory 1.2 'data.iso data.bin' "$author --data data.iso -o out.cue" '`cp` of the BIN' 'cp data.bin copy.bin'
    row "\`convert\` to one BIN per track" - "'$B/redbook' convert -q album.cue --target redump -o out.cue" '`cp` of the BIN' 'cp album.bin copy.bin'
    row "the same" - "'$B/redbook' convert -q album.cue --target redump -o out.cue" '`cp`, `sync`' 'cp album.bin copy.bin && sync copy.bin'
    in_memory - 'album.cue album.bin' "'$B/redbook' convert -q album.cue --target redump -o out.cue" '`cp` of the BIN' 'cp album.bin copy.bin'
    row "\`check\` of the ISO's image" 0.5 "'$B/redbook' check -q data.cue" '`sha256sum`' 'sha256sum data.bin'
    row "\`report\` of an image, with its page and PQ sheets" 2 "'$B/redbook' report -q image.cue -o out" '`sha256sum`' 'sha256sum image.bin'
    row "\`hash\` of an image" - "'$B/redbook' hash -q image.cue" '`sha256sum`' 'sha256sum image.bin'
    row "\`compare\` of two images" 1.2 "'$B/redbook' compare -q image.cue image2.cue" '`cmp`' 'cmp image.bin image2.bin'
    row "\`info\` on 99 tracks" '+ 5 ms' "'$B/redbook' info 99.cue" '`true`' '/bin/true' ', "difference": true'
}

growth_rows() {
    for length in 1 10 80; do plain "one FLAC of $length min" "$author m$length.flac -o out.cue"; done
    for count in 1 10 99; do plain "10 min in $count FLAC" "$author t$count/*.flac -o out.cue"; done
    plain "a virtual recorder burns 80 min (a drive of 52x: 92 s)" "rm -rf drive && '$B/redbook-burn' write -q m80.cue --device virtual:drive --yes"
    plain "100 discs of 4 min, \`make -j1\` (3 runs)" "make -s -C shelf -j1" ', "runs": 3'
    plain "the same, \`make -j$processors\` (3 runs)" "make -s -C shelf -j$processors" ', "runs": 3'
}

chd_rows() {
    local convert="'$B/redbook' convert -q -f" create='chdman createcd -f -i mixed.cue -o theirs.chd >/dev/null 2>&1'
    local sizes=', "runs": 3, "processor": true, "sizes": ["'$(json "$folder/ours.chd")'", "'$(json "$folder/theirs.chd")'"]'
    row 'CHD of a disc of data and audio' 0.4 "$convert mixed.cue -o ours.chd" '`chdman createcd`' "$create" "$sizes"
    row 'the same, `--compression fast`' 0.15 "$convert --compression fast mixed.cue -o ours.chd" 'the same' "$create" "$sizes"
    row 'the same, `--compression best`' - "$convert --compression best mixed.cue -o ours.chd" 'the same' "$create" "$sizes"
    row 'sheet and BIN from it' 0.5 "mkdir out && $convert mixed.chd -o out/mixed.cue" '`chdman extractcd`' \
        'chdman extractcd -f -i mixed.chd -o copy.cue -ob copy.bin >/dev/null 2>&1' ', "runs": 3, "processor": true'
}

timed_table() { # pairs|growth|chd
    "make_$1_sources"
    say "timing, $runs runs each"
    comma=
    {
        printf '{"runs": %s, "before": "%s", "rows": [' "$runs" \
            "$(json "$at && rm -rf out* copy* shelf/d* ${memory:+'$memory'/out* '$memory'/copy*} && sync")"
        "$1_rows"
        printf ']}\n'
    } >"$folder/rows.json"
    python3 tests/bench/measure.py "$B/gen/measure" "$folder/rows.json"
}

# The response of a peer: response_of RATE COMMAND...
response_of() {
    local rate=$1
    shift
    rm -f "$folder/converted.wav"
    command -v "$1" >/dev/null || { printf 'not here' && return; }
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
printf '%s, %s (%s processors), %s %s, %s; medians of %s alternating runs, %s minutes of audio.\n' "$(date -u +%Y-%m-%d)" \
    "${model:-$(uname -m)}" "$processors" "$(uname -s)" "$(uname -r)" "${system:-unknown file system}" "$runs" "$minutes"
for table in $tables; do
    printf '\n'
    case $table in
        pairs)
            find_memory
            timed_table pairs
            ;;
        growth) timed_table growth ;;
        chd)
            if command -v chdman >/dev/null; then
                timed_table chd
            else
                say 'the table chd is left out: chdman is not here'
            fi
            ;;
        response) response_table ;;
    esac
    rm -rf "${folder:?}"/*
done
