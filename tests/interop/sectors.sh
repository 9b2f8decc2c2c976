# tests/interop/sectors.sh - sourced by run.sh: other programs find the user bytes in our data sectors and know our codes
# shellcheck shell=bash

# chdman 0.251 cannot open what it packed itself when that is very short (64 sectors, whoever wrote them).
sector_count=750

for row in mode1:MODE1/2352 form1:MODE2/2352; do
    image=${row%:*}
    check "sectors of $image are built" "$B/gen/sectors" "$image" $sector_count 5 "$image.bin" "$image.user"
    printf 'FILE "%s.bin" BINARY\n  TRACK 01 %s\n    INDEX 01 00:00:00\n' "$image" "${row#*:}" >"$image.cue"
    about bchunk cue samples
    if have bchunk; then
        check "bchunk takes $image.cue" bchunk "$image.bin" "$image.cue" "found-$image-"
        same_bytes "bchunk: the user bytes of $image" "$image.user" "found-$image-01.iso"
    else
        skip "bchunk: the user bytes of $image" "bchunk is not here"
    fi
    about chdman cue samples
    if have chdman; then
        # It leaves sync and parity out where they are what it would compute: 288 bytes of 2352. The rest is noise, which
        # does not pack.
        check "chdman createcd takes $image.cue" chdman createcd -f -c cdzl -i "$image.cue" -o "$image.chd"
        packed=$(($(wc -c <"$image.chd") / sector_count))
        check "chdman: sync and parity of $image are those it computes ($packed bytes a sector)" test $packed -lt 2080
        check "chdman extractcd gives $image back" chdman extractcd -f -i "$image.chd" -o "back-$image.cue" -ob "back-$image.bin"
        same_bytes "chdman: $image.bin comes back byte for byte" "$image.bin" "back-$image.bin"
    else
        skip "chdman: sync and parity of $image are those it computes" "chdman is not here"
    fi
done
