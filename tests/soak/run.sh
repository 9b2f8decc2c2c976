#!/usr/bin/env bash
# tests/soak/run.sh [SEED] - random albums through every format and a recorder, many rounds in one process, the same bytes
# with any number of threads; TAP. SOAK=N runs N albums and N rounds (default: 4 and 40); make soak runs 1,000.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/tap.sh

B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
[ -x "$B/redbook" ] || { printf "tests/soak/run.sh: no '%s/redbook'; run make\n" "$B" >&2 && exit 2; }
unset POSIXLY_CORRECT COLUMNS LINES
export LC_ALL=C.UTF-8 TZ=UTC
seed=${1:-${SOAK_SEED:-1}}
here=$PWD

# In memory if possible, since every step flushes.
base=${TMPDIR:-/tmp}
[ ! -w /dev/shm ] || base=/dev/shm
place=$(mktemp -d "$base/redbook-soak.XXXXXX") || exit 2
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM HUP

# ---------------------------------------------------------------- threads

# sums_of COMMAND...: the checksums of all files that it writes to the folder out, and of its output
sums_of() {
    rm -rf out && mkdir out
    "$@" >printed 2>&1 || printf 'ended with %d\n' $?
    (cd out && find . -type f -print0 | LC_ALL=C sort -z | xargs -0r sha256sum)
    cat printed
}

# same_with_jobs NAME COMMAND...: the result is the same with --jobs 1 to 64
same_with_jobs() {
    local name=$1 jobs one other
    shift
    one=$(sums_of "$@" --jobs 1)
    for jobs in ${SOAK_JOBS:-2 3 8 64}; do
        other=$(sums_of "$@" --jobs "$jobs")
        [ "$one" = "$other" ] || break
    done
    equal "$name: the same with --jobs 1 to 64" "$one" "$other"
}

jobs_make_no_difference() {
    local number tracks=()
    cd "$place" || exit 2
    for number in 1 2 3 4 5 6; do
        "$B/gen/tone" --kind music --seed "$number" --rate $((number % 2 ? 48000 : 44100)) --encoding s24 --frames 60000 "$number.wav"
        tracks+=("$number.wav")
    done
    "$B/gen/tone" --kind noise --seed 9 --rate 96000 --frames 90000 7.flac
    tracks+=(7.flac)
    "$B/gen/sectors" mode1 300 5 data.bin data.user
    printf 'FILE "data.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n' >data.cue
    same_with_jobs "author" "$B/redbook" author -f -q --short-tracks allow "${tracks[@]}" -o out/x.cue
    same_with_jobs "author with one gain" "$B/redbook" author -f -q --short-tracks allow --normalize true-peak=-1 "${tracks[@]}" -o out/x.cue
    "$B/redbook" author -f -q --short-tracks allow "${tracks[@]}" -o a.cue
    same_with_jobs "CHD" "$B/redbook" convert -f -q a.cue -o out/x.chd
    same_with_jobs "CHD of data" "$B/redbook" convert -f -q --compression best data.cue -o out/x.chd
    same_with_jobs "one BIN per track" "$B/redbook" convert -f -q --target redump a.cue -o out/x.cue
    same_with_jobs "several discs" "$B/redbook" convert -f -q a.cue data.cue -o out/
    "$B/redbook" convert -f -q a.cue -o a.chd
    same_with_jobs "report" "$B/redbook" report -f -q --no-pdf --profile emulator a.cue -o out
    for number in check hash; do
        same_with_jobs "$number of a CHD" "$B/redbook" "$number" a.chd
    done
    cd "$here" || exit 2
    rm -rf "${place:?}"/*
}

# ---------------------------------------------------------------- albums

# Their tests are numbered together with the others.
albums() {
    local line
    while IFS= read -r line; do
        case $line in
            "ok "*) ok "${line#* - }" ;;
            "not ok "*) not_ok "${line#* - }" ;;
            *) printf '%s\n' "$line" ;;
        esac
    done < <(python3 tests/soak/albums.py "$B" "$place" "${SOAK:-4}" "$seed" 2>&1 || printf 'not ok 0 - all albums are equal\n')
}

rounds_in_one_process() {
    local number sheets=() out rounds=${SOAK:-40}
    for number in 1 2 3 4 5; do
        mkdir "$place/$number"
        "$B/gen/tone" --kind noise --seed "$number" --rate $((number * 11025)) --frames $((number * 20000)) --title "T $number" "$place/$number/a.flac"
        "$B/gen/tone" --kind noise --seed 1"$number" --sectors $((number * 40)) "$place/$number/b.wav"
        printf 'TITLE "Album %d"\nFILE "a.flac" WAVE\n  TRACK 01 AUDIO\n    TITLE "One"\n    INDEX 01 00:00:00\nFILE "b.wav" WAVE\n  TRACK 02 AUDIO\n    PREGAP 00:00:40\n    INDEX 01 00:00:00\n' "$number" >"$place/$number/in.cue"
        sheets+=("$place/$number/in.cue")
    done
    mkdir "$place/out"
    out=$("$B/soak/endure" "$rounds" "$place/out" "${sheets[@]}" 2>&1)
    equal "$rounds albums in one process: memory and open files stay ($out)" 0 $?
}

jobs_make_no_difference
if [ -n "${SANITIZE:-}" ]; then
    skip "rounds in one process" "a sanitizer keeps what is freed"
else
    rounds_in_one_process
fi
if command -v python3 >/dev/null; then
    albums
else
    skip "albums" "no python3"
fi
tap_done
