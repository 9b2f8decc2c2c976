#!/usr/bin/env bash
# tests/golden/run.sh [--update] [CASE...] - compares images with expected ones, byte for byte. Prints TAP.
#
# A case is a folder with case.sh, which makes its input with the programs of tests/gen and authors it to album.cue in an empty
# folder; expected.cue, the whole sheet; and expected.sha256, the sum of the BIN. A case with expected.stderr instead must be
# refused with this text and leave no file. If the case makes a folder named delivery, expected.files has the SHA-256 of each file
# in it. --update rewrites the expected files and shows each difference.
# After the cases, images are compared with each other. Rates are converted only there, because the last bit of a conversion
# depends on the processor and on how libsamplerate was built.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../tap.sh"
B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
export B

update=
[ "${1:-}" != --update ] || { update=yes && shift; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/golden.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT

# Functions for case.sh.
tone() { "$B/gen/tone" "$@"; }
author() { "$B/redbook" author --quiet "$@" -o album.cue; }
need() { command -v "$1" >/dev/null || { printf '%s\n' "$1" >"$needs" && exit 77; }; }

# Runs a case in a new folder, with its messages in a file next to it. Returns the status of case.sh.
run_case() { # CASE FOLDER
    needs=$2.needs
    mkdir "$2" && (
        cd "$2" || exit 2
        set -e
        # shellcheck disable=SC1090
        . "$here/$1/case.sh"
    ) >"$2.out" 2>&1
}

# Prints the SHA-256 and name of each file in a folder.
sums_of() { # FOLDER
    local file
    for file in "$1"/*; do printf '%s  %s\n' "$(sha256_of "$file")" "${file##*/}"; done
}

update_case() { # CASE FOLDER STATUS
    local kept=$here/$1
    if [ -e "$kept/expected.stderr" ]; then
        [ "$3" -ne 0 ] || { printf '%s: was not refused\n' "$1" && return; }
        diff -u --label "$1: before" --label "$1: now" "$kept/expected.stderr" "$2.out"
        cp "$2.out" "$kept/expected.stderr"
    elif [ "$3" -ne 0 ]; then
        printf '%s: exit status %s\n' "$1" "$3" && cat "$2.out"
    else
        touch "$kept/expected.cue" "$kept/expected.sha256"
        diff -u --label "$1: sheet before" --label "$1: sheet now" "$kept/expected.cue" "$2/album.cue"
        sha256_of "$2/album.bin" >"$2.sha256"
        diff -u --label "$1: BIN before" --label "$1: BIN now" "$kept/expected.sha256" "$2.sha256"
        cp "$2/album.cue" "$kept/expected.cue"
        cp "$2.sha256" "$kept/expected.sha256"
        [ ! -e "$kept/expected.files" ] || {
            sums_of "$2/delivery" >"$2.files"
            diff -u --label "$1: files before" --label "$1: files now" "$kept/expected.files" "$2.files"
            cp "$2.files" "$kept/expected.files"
        }
    fi
}

judge_case() { # CASE FOLDER STATUS
    local kept=$here/$1
    if [ "$3" -eq 77 ] && [ -e "$2.needs" ]; then
        skip "$1" "$(cat "$2.needs") is not installed"
    elif [ -e "$kept/expected.stderr" ]; then
        equal "$1: is refused" 1 "$3"
        same_text "$1: message" "$kept/expected.stderr" "$2.out"
        equal "$1: leaves no file" "" "$(find "$2" -name 'album*')"
    elif [ "$3" -ne 0 ]; then
        not_ok "$1: is authored" "exit status $3
$(cat "$2.out")"
    else
        same_text "$1: sheet" "$kept/expected.cue" "$2/album.cue"
        equal "$1: samples" "$(cat "$kept/expected.sha256")" "$(sha256_of "$2/album.bin")"
        equal "$1: prints nothing with --quiet" "" "$(cat "$2.out")"
        [ ! -e "$kept/expected.files" ] || equal "$1: files" "$(cat "$kept/expected.files")" "$(sums_of "$2/delivery")"
    fi
}

cases=${*:-$(cd "$here" && for folder in */case.sh; do printf '%s ' "${folder%/case.sh}"; done)}
for case in $cases; do
    run_case "$case" "$scratch/$case"
    status=$?
    if [ -n "$update" ]; then
        update_case "$case" "$scratch/$case" "$status"
    else
        judge_case "$case" "$scratch/$case" "$status"
    fi
    rm -rf "${scratch:?}/$case"
done
[ -z "$update" ] || exit 0
[ $# -eq 0 ] || { tap_done && exit || exit 1; }

# ---------------------------------------------------------------- the same bytes every time
mkdir "$scratch/same" && cd "$scratch/same" || exit 2
# 24 bits (dithered), another rate (converted) and 16 bits (unchanged), and a recording cut into two files: every path of the code.
tone --kind music --seed 40 --encoding s24 --frames 300001 1.wav
tone --kind music --seed 41 --rate 48000 --frames 250001 --title "Ärger" 2.flac
tone --kind music --seed 41 --rate 48000 --skip 250001 --frames 230003 3.wav
tone --kind noise --seed 42 --frames 200003 4.flac
tone --kind sweep --rate 32000 --channels 1 --frames 200003 5.aiff
files="1.wav 2.flac 3.wav 4.flac 5.aiff"

# again NAME WORDS...: authors the same files with another command line or environment and compares the images.
again() {
    local name=$1
    shift
    rm -rf again && mkdir again
    # shellcheck disable=SC2086
    if check "$name: is authored" "$@" $files -o again/album.cue; then
        same_bytes "$name: the same sheet" first/album.cue again/album.cue
        same_bytes "$name: the same samples" first/album.bin again/album.bin
    fi
}
redbook_author=("$B/redbook" author --quiet)
mkdir first
# shellcheck disable=SC2086
check "five files of three rates are authored" "${redbook_author[@]}" --jobs 1 $files -o first/album.cue
again "a second time" "${redbook_author[@]}" --jobs 1
again "with two jobs" "${redbook_author[@]}" --jobs 2
again "with seven jobs" "${redbook_author[@]}" --jobs 7
again "with as many jobs as processors" "${redbook_author[@]}"
again "in another time zone" env TZ=Pacific/Chatham "${redbook_author[@]}"
again "without any environment" env -i "${redbook_author[@]}"
locale=$(locale -a 2>/dev/null | grep -iE '^(de|fr|tr|cs|pl|ru)_' | head -n 1)
[ -n "$locale" ] || locale=$(locale -a 2>/dev/null | grep -iE 'utf' | head -n 1)
again "under the locale ${locale:-C}" env LC_ALL="${locale:-C}" "${redbook_author[@]}"
mkdir -p "elsewhere/Ä folder" && cp -p $files "elsewhere/Ä folder" && touch -t 200001010000 "elsewhere/Ä folder"/*
rm -rf again && mkdir again
out=$PWD/again/album.cue
cd "elsewhere/Ä folder" || exit 2
# shellcheck disable=SC2086
check "from another folder, files of another date: is authored" "${redbook_author[@]}" $files -o "$out"
cd "$scratch/same" || exit 2
same_bytes "from another folder, files of another date: the same sheet" first/album.cue again/album.cue
same_bytes "from another folder, files of another date: the same samples" first/album.bin again/album.bin

# ---------------------------------------------------------------- one stream across joins
# A recording at 96 kHz that is cut into three files, not at sectors, gives the samples of the whole recording.
for quality in best fast; do
    mkdir "$scratch/$quality" && cd "$scratch/$quality" || exit 2
    cut=(432001 400007 451113)
    tone --kind sine --hz 997 --rate 96000 --encoding s24 --frames 1283121 whole.flac
    tone --kind sine --hz 997 --rate 96000 --encoding s24 --frames "${cut[0]}" 1.flac
    tone --kind sine --hz 997 --rate 96000 --encoding s24 --skip "${cut[0]}" --frames "${cut[1]}" 2.flac
    tone --kind sine --hz 997 --rate 96000 --encoding s24 --skip $((cut[0] + cut[1])) --frames "${cut[2]}" 3.flac
    check "$quality quality, the whole recording is authored" "$B/redbook" author --quiet --quality $quality whole.flac -o whole.cue
    check "$quality quality, its three parts are authored" "$B/redbook" author --quiet --quality $quality 1.flac 2.flac 3.flac -o parts.cue
    same_bytes "$quality quality: the three parts have the samples of the whole" whole.bin parts.bin
    # round(432001 * 44100 / 96000) = 198450 samples are 337 whole sectors, and so on.
    equal "$quality quality: each track starts at the sum of the lengths before it" "00:00:00 00:04:37 00:08:50" \
        "$(sed -n 's/ *INDEX 01 //p' parts.cue | tr '\n' ' ' | sed 's/ $//')"
done
tap_done
