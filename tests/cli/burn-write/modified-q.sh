#!/usr/bin/env bash
# Modified Q, listed next to the image or in its subchannel alone (CCD, CHD): written raw, in the other modes and as the next
# session of a disc reported. What raw96 wrote has it byte for byte, and the data of that sector; so has what raw16 wrote, if it
# has a valid CRC.
sectors mode1 400 1 data.bin user
printf 'FILE "data.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n' >one.cue
mkdir ccd plain && redbook convert -q one.cue -o plain/d.ccd || exit
printf 'SBI\0\0\4\0\1\x41\1\1\0\7\x10\0\0\x84\0' >one.sbi # 00:04:00, lba 150
redbook convert -q one.cue -o ccd/d.ccd && redbook convert -q one.cue -o d.chd || exit
printf '\0\4\0\x41\1\1\0\7\x10\0\0\4\0\x4e\x8f' >valid.lsd # the same relative time
cp one.cue valid.cue
mkdir valid && redbook convert -q valid.cue -o valid/d.ccd || exit
redbook-burn plan plain/d.ccd >plan.txt
for mode in sao raw16 raw96 tao; do
    for image in one.cue ccd/d.ccd d.chd valid/d.ccd; do
        rm -rf drive
        redbook-burn write --device virtual:drive --yes --verify --write-mode=$mode $image 2>&1 >/dev/null | grep warning
        printf '%s %s: exit %d' $mode $image "${PIPESTATUS[0]}"
        case $mode in raw*) od -An -tx1 -j $((96 * 150 + 12)) -N 12 drive/disc.sub ;; *) echo ;; esac
    done
done
tone --sectors 700 first.bin
printf 'FILE "first.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >first.cue
for image in one.cue ccd/d.ccd d.chd plain/d.ccd; do
    rm -rf drive
    redbook-burn write --device virtual:drive --yes --leave-open first.cue >/dev/null 2>&1
    redbook-burn write --device virtual:drive --yes --verify --append $image 2>&1 >/dev/null | grep warning
    echo "append $image: exit ${PIPESTATUS[0]}"
done
