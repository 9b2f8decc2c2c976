# tests/interop/sectors.sh - sourced by run.sh: other programs find the user data in our data sectors and accept our EDC and ECC
# shellcheck shell=bash

# chdman 0.251 cannot open its own files of very short images (64 sectors).
sector_count=750

for row in mode1:MODE1/2352 form1:MODE2/2352; do
    image=${row%:*}
    check "data sectors of $image are generated" "$B/gen/sectors" "$image" $sector_count 5 "$image.bin" "$image.user"
    printf 'FILE "%s.bin" BINARY\n  TRACK 01 %s\n    INDEX 01 00:00:00\n' "$image" "${row#*:}" >"$image.cue"
    about bchunk cue samples
    if have bchunk; then
        check "bchunk reads $image.cue" bchunk "$image.bin" "$image.cue" "found-$image-"
        same_bytes "bchunk: the user data of $image" "$image.user" "found-$image-01.iso"
    else
        skip "bchunk: the user data of $image" "bchunk is not installed"
    fi
    about chdman cue samples
    if have chdman; then
        # chdman omits sync and parity if they are what it computes: 288 bytes of 2352. The rest is noise, which cannot be compressed.
        check "chdman createcd reads $image.cue" chdman createcd -f -c cdzl -i "$image.cue" -o "$image.chd"
        packed=$(($(wc -c <"$image.chd") / sector_count))
        check "chdman: sync and parity of $image are those it computes ($packed bytes per sector)" test $packed -lt 2080
        check "chdman extractcd extracts $image" chdman extractcd -f -i "$image.chd" -o "back-$image.cue" -ob "back-$image.bin"
        same_bytes "chdman: $image.bin comes back byte for byte" "$image.bin" "back-$image.bin"
    else
        skip "chdman: sync and parity of $image are those it computes" "chdman is not installed"
    fi
done
