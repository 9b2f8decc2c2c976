#!/usr/bin/env bash
# tests/bench/same-bytes.sh OLD-REDBOOK NEW-REDBOOK - checks that two builds of redbook convert audio to the same bytes
#
# For work on speed: golden files do not cover the conversion of rates, because the last bit depends on how libsamplerate was built.
# Sources of every rate, sample width and container, with music, clipping noise, one channel, six channels and silence, are
# authored with the old program and with the new one: with every kernel, with several threads, with shaped dither, without dither
# and with a gain. The images must be the same, and the new program's --json must have all lines of the old one's; keys that are
# new are not a difference. Prints each difference and the number of comparisons; exits with 1 if there is a difference.
set -eu
[ $# = 2 ] || { printf 'usage: same-bytes.sh OLD-REDBOOK NEW-REDBOOK\n' >&2 && exit 2; }
old=$(realpath "$1") new=$(realpath "$2")
B=$(realpath "${B:-build}")
folder=$(mktemp -d "${TMPDIR:-/tmp}/same-bytes.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder"
compared=0 different=0 unknown=0

# authored PROGRAM NAME SOURCE OPTIONS...: the image's checksum and the JSON output, in the file NAME.json
authored() {
    local program=$1 name=$2
    shift 2
    { "$program" author --force --json "$@" -o out.cue && sha256sum out.bin; } >"$name.json" 2>&1 || echo failed >>"$name.json"
}

# differs NAME: new.json lacks a line of old.json, or has another checksum
differs() {
    compared=$((compared + 1))
    { [ "$(tail -n 1 old.json)" = "$(tail -n 1 new.json)" ] && [ "$(tail -n 1 new.json)" != failed ] && ! diff old.json new.json | grep -q '^<'; } ||
        { different=$((different + 1)) && printf 'different: %s\n' "$1"; }
}

# compare SOURCE...: with default options for every kernel and for three threads, with other options for the default kernel
compare() {
    local kernel options
    authored "$old" old "$@"
    for kernel in auto plain avx2 avx512 neon; do
        REDBOOK_KERNEL=$kernel authored "$new" new --jobs 1 "$@"
        differs "$* (kernel $kernel)"
    done
    authored "$new" new --jobs 3 "$@"
    differs "$* (3 jobs)"
    for options in '--dither none' '--dither shaped' '--gain -3.5'; do
        # shellcheck disable=SC2086
        authored "$old" old $options "$@"
        ! grep -q "^try 'redbook author --help'" old.json || { unknown=$((unknown + 1)) && continue; }
        # shellcheck disable=SC2086
        authored "$new" new $options "$@"
        differs "$* ($options)"
    done
}

for rate in 44100 48000 88200 96000 192000 22050; do
    seconds=5
    [ $rate != 192000 ] || seconds=9
    "$B/gen/tone" --kind silence --rate $rate --encoding s24 --seconds 4 silence.wav
    for form in s16.wav s24.wav s32.wav float.wav double.wav s16.aiff s24.aiff s32.aiff float.aiff s16.flac s24.flac; do
        encoding=${form%.*}
        for kind in music noise mono surround; do
            case $kind in
                music) signal='--kind music' ;;
                noise) signal='--kind noise --level 100' ;;
                mono) signal='--kind music --channels 1' ;;
                surround) signal='--kind noise --channels 6' && [ "$form" = s24.wav ] || continue ;;
            esac
            # shellcheck disable=SC2086
            "$B/gen/tone" $signal --seed 17 --rate $rate --encoding "$encoding" --seconds $seconds "$kind-$rate-$form"
            compare "$kind-$rate-$form" silence.wav
            rm "$kind-$rate-$form"
        done
    done
    for encoding in s24 s16; do # two files as one stream, with the join in the middle of a block
        "$B/gen/tone" --kind music --seed 5 --rate $rate --encoding $encoding --frames $((rate * 5 + 1)) a-$rate-$encoding.wav
        "$B/gen/tone" --kind noise --seed 6 --rate $rate --encoding $encoding --frames $((rate * 6 + 11)) b-$rate-$encoding.flac
        compare --pad a-$rate-$encoding.wav b-$rate-$encoding.flac
        compare --carry a-$rate-$encoding.wav b-$rate-$encoding.flac
        rm a-$rate-$encoding.wav b-$rate-$encoding.flac
    done
done
printf '%d comparisons, %d differences; %d omitted because the old program has no such option\n' "$compared" "$different" "$unknown"
[ "$different" = 0 ]
