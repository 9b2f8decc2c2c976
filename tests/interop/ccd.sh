# tests/interop/ccd.sh - sourced by run.sh: how other programs read CloneCD images, and CD+G in a TOC
# shellcheck shell=bash

# No packaged program reads a .ccd itself (CDEmu and emulators do); ccd2iso reads the sectors of its .img.
for row in mode1:MODE1/2352 form1:MODE2/2352; do
    image=${row%:*}
    printf 'FILE "%s.bin" BINARY\n  TRACK 01 %s\n    INDEX 01 00:00:00\n' "$image" "${row#*:}" >"ccd-$image.cue"
    "$B/gen/sectors" "$image" 400 5 "$image.bin" "$image.user" ||
        not_ok "sectors of $image are built" "the generator failed"
    check "a CCD is written of $image" "$B/redbook" convert --quiet "ccd-$image.cue" -o "ccd-$image.ccd"
    if have ccd2iso; then
        check "ccd2iso takes ccd-$image.img" ccd2iso "ccd-$image.img" "ccd-$image.iso"
        same_bytes "ccd2iso: the user bytes of $image" "$image.user" "ccd-$image.iso"
    else
        skip "ccd2iso: the user bytes of $image" "ccd2iso is not here"
    fi
done

# Graphics next to a song, in a TOC with RW_RAW: cdrdao sees the track, its length and that it has a subchannel.
tone --kind noise --seed 5 --sectors 500 song.wav
head -c $((500 * 96)) song.wav >song.cdg
printf 'FILE "song.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >song.cue
check "a TOC is written of a song with graphics" "$B/redbook" convert --quiet --cdg song.cue -o song.toc
if have cdrdao; then
    said=$(cdrdao show-toc song.toc 2>&1 | grep -E 'Mode|END' | tr '\n' ' ' | tr -s ' ')
    equal "cdrdao: the track has sound and subchannel" 'TRACK 1 Mode AUDIO RW_RAW: END 00:06:50( 500) ' "$said"
else
    skip "cdrdao: the track has sound and subchannel" "cdrdao is not here"
fi
