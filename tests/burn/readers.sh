# tests/burn/readers.sh - sourced by run.sh: other programs read the recorder's discs
# shellcheck shell=bash

# A disc that an earlier test recorded.
recorded=
for drive in d-cdrskin d-cdrdao; do
    [ ! -e $drive/disc.cue ] || recorded=${recorded:-$drive}
done

if [ -z "$recorded" ]; then
    skip "other programs read the disc" "neither cdrskin nor cdrdao is installed"
elif have cd-info; then
    works "cd-info reads the disc" "$recorded" cd-info --no-header --no-device-info -C /dev/sr0
    sed -n '/^CD-ROM Track List/,/leadout/p' "$recorded.said" | tail -n +3 | sed 's/audio  [a-z]* */audio  /' >found
    cat >wanted <<'END'
  1: 00:02:00  000000 audio  no    2        no
  2: 00:07:20  000395 audio  no    2        no
  3: 00:14:00  000900 audio  yes   2        no
  4: 00:19:01  001276 audio  no    2        yes
  5: 00:26:10  001810 audio  yes   2        yes
  6: 00:33:37  002362 audio  no    2        no
170: 00:38:00  002700 leadout (6 MB raw, 6 MB formatted)
END
    same_text "cd-info: starts, lengths and flags" wanted found
    says "cd-info: the MCN" "$recorded" '^Media Catalog Number \(MCN\): 4006381333931$'
    equal "cd-info: six ISRCs" "USRC17607801 GBAYE0000351 USRC17607803 USRC17607804 USRC17607805 USRC17607806" \
        "$(sed -n 's/^TRACK .* ISRC: //p' "$recorded.said" | tr '\n' ' ' | sed 's/ $//')"
    says "cd-info: a text of the disc" "$recorded" 'TITLE: Six Songs$'
    says "cd-info: a text of a track" "$recorded" 'TITLE: After two seconds, and free to copy$'
    equal "cd-info: the performers of disc and tracks" "The Band;The Band;A Guest;The Band;The Band;The Band;The Band;" \
        "$(sed -n 's/^.PERFORMER: //p' "$recorded.said" | tr '\n' ';')"
else
    skip "cd-info reads the disc" "cd-info (libcdio-utils) is not installed"
fi

if [ -n "$recorded" ] && have cdrdao; then
    cdrdao_reads() { # NAME DRIVE COMMAND OUT OPTION...
        local name=$1 drive=$2 command=$3 out=$4
        shift 4
        works "$name" "$drive" cdrdao "$command" --device /dev/sr0 --driver generic-mmc "$@" "$out"
    }
    cdrdao_reads "cdrdao read-toc reads the disc" "$recorded" read-toc read.toc
    equal "cdrdao read-toc: the pregaps" "00:02:00 00:00:01 00:01:35 00:01:37" \
        "$(sed -n 's/^Found pre-gap: //p' "$recorded.said" | tr '\n' ' ' | sed 's/ $//')"
    equal "cdrdao read-toc: the indexes above 01" "INDEX 00:02:64 INDEX 00:02:65" "$(grep '^INDEX' read.toc | tr '\n' ' ' | sed 's/ $//')"
    equal "cdrdao read-toc: the ISRCs" "USRC17607801 GBAYE0000351 USRC17607803 USRC17607804 USRC17607805 USRC17607806" \
        "$(sed -n 's/^ISRC "\(.*\)"/\1/p' read.toc | tr '\n' ' ' | sed 's/ $//')"
    cdrdao_reads "cdrdao read-cd reads the disc" "$recorded" read-cd read-cd.toc --datafile read-cd.bin
    if grep -q 'Q sub-channels with CRC errors' "$recorded.said"; then
        not_ok "cdrdao read-cd: Q without errors" "$(grep CRC "$recorded.said")"
    else
        ok "cdrdao read-cd: Q without errors"
    fi
    check "cdrdao read-cd: the samples, big-endian" swapped read-cd.bin album/image.bin
    skip "cdrdao read-cd: pregaps and ISRCs" "cdrdao reads them at the offsets of its jittered reads, also with real drives"
else
    skip "cdrdao read-toc and read-cd read the disc" "cdrdao is not installed, or there is no disc to read"
fi

# Any program can read data sectors through the block device.
if [ -e d-cdrdao-mixed/disc.cue ]; then
    works "dd reads data sectors" d-cdrdao-mixed dd if=/dev/sr0 of=read.iso bs=2048 skip=16 count=20
    tail -c +$((16 * 2048 + 1)) mixed/data.iso | head -c $((20 * 2048)) >wanted
    same_bytes "dd: the data is that of the track" wanted read.iso
    if have cd-info; then
        works "cd-info reads a disc of data and audio" d-cdrdao-mixed cd-info --no-header --no-device-info -C /dev/sr0
        says "cd-info: a track of data" d-cdrdao-mixed '^  1: 00:02:00  000000 data '
        says "cd-info: the audio track after it" d-cdrdao-mixed '^  2: 00:14:00  000900 audio '
    fi
else
    skip "other programs read data sectors" "no program has recorded any"
fi
