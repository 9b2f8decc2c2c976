# tests/interop/ccd.sh - sourced by run.sh: other programs read CloneCD images, and TOCs with CD+G
# shellcheck shell=bash

# No packaged program reads a .ccd itself (CDEmu and emulators do); ccd2iso reads the sectors of the .img next to it.
for row in mode1:MODE1/2352 form1:MODE2/2352; do
    image=${row%:*}
    printf 'FILE "%s.bin" BINARY\n  TRACK 01 %s\n    INDEX 01 00:00:00\n' "$image" "${row#*:}" >"ccd-$image.cue"
    "$B/gen/sectors" "$image" 400 5 "$image.bin" "$image.user" ||
        not_ok "data sectors of $image are generated" "the generator failed"
    check "a disc of $image is converted to CCD" "$B/redbook" convert --quiet "ccd-$image.cue" -o "ccd-$image.ccd"
    if have ccd2iso; then
        check "ccd2iso reads ccd-$image.img" ccd2iso "ccd-$image.img" "ccd-$image.iso"
        same_bytes "ccd2iso: the user data of $image" "$image.user" "ccd-$image.iso"
    else
        skip "ccd2iso: the user data of $image" "ccd2iso is not installed"
    fi
done

# A track with CD+G graphics, as a TOC with RW_RAW: cdrdao reads the track's length and that it has a subchannel.
tone --kind noise --seed 5 --sectors 500 song.wav
head -c $((500 * 96)) song.wav >song.cdg
printf 'FILE "song.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >song.cue
check "a song with graphics is converted to a TOC" "$B/redbook" convert --quiet --cdg song.cue -o song.toc
if have cdrdao; then
    said=$(cdrdao show-toc song.toc 2>&1 | grep -E 'Mode|END' | tr '\n' ' ' | tr -s ' ')
    equal "cdrdao: the track has audio and subchannel" 'TRACK 1 Mode AUDIO RW_RAW: END 00:06:50( 500) ' "$said"
else
    skip "cdrdao: the track has audio and subchannel" "cdrdao is not installed"
fi
