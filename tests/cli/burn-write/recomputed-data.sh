#!/usr/bin/env bash
# What the drive changes in data sectors is reported before the burn as redbook-burn plan does: also before a disc is blanked,
# for the next session of a disc, track-at-once and once for several drives, and in the events. Raw writing changes nothing.
sectors mode1 400 1 a.bin user
printf 'x' | dd of=a.bin bs=1 seek=$((20 * 2352 + 500)) conv=notrunc status=none
printf 'FILE "a.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n' >a.cue
sectors form2 400 1 b.bin user
for lba in $(seq 100 109); do
    printf '\0\0\0\0' | dd of=b.bin bs=1 seek=$((lba * 2352 + 2348)) conv=notrunc status=none
done
printf 'FILE "b.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n' >b.cue
tone --sectors 700 --format raw-le first.bin
printf 'FILE "first.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >first.cue
write() { redbook-burn write --yes "$@" 2>&1 >/dev/null | grep -e warning -e write-mode; }
for image in a.cue b.cue; do
    echo "-- $image: plan"
    redbook-burn plan $image 2>&1 >/dev/null
    echo "-- $image: write"
    rm -rf drive && redbook-burn virtual -q drive medium=cd-rw
    write --device virtual:drive --verify $image
    echo "-- $image: blanked, track-at-once"
    write --device virtual:drive --blank=fast --write-mode=tao $image
    echo "-- $image: raw"
    write --device virtual:raw-$image --write-mode=raw96 $image
    cmp "${image%.cue}.bin" raw-$image/disc.bin
    echo "-- $image: the next session"
    write --device virtual:two-$image --leave-open first.cue
    write --device virtual:two-$image --append $image | sed 's/in [0-9]* of/in N of/; s/lba [0-9]*/lba N/'
    echo "-- $image: two drives"
    write --device virtual:left-$image --device virtual:right-$image $image
    echo "-- $image: events"
    redbook-burn write --yes --json --device virtual:left2-$image --device virtual:right2-$image $image 2>/dev/null |
        grep '"event":"done"' | grep -o '"device":"[^"]*"\|burn[.][a-z]*'
done
echo "-- two drives, one or both without session-at-once"
printf 'SBI\0\0\4\0\1\x41\1\1\0\7\x10\0\0\x84\0' >a.sbi # 00:04:00
for right in '' 'quirks = no-sao'; do
    rm -rf left right
    redbook-burn virtual -q left 'quirks = no-sao'
    redbook-burn virtual -q right ${right:+"$right"}
    write --device virtual:left --device virtual:right a.cue | sort
done
echo "-- several data tracks: track-at-once the second one gets other addresses"
sectors mode1 800 1 two.bin user
printf 'FILE "two.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n  TRACK 02 MODE1/2352\n    INDEX 01 00:05:25\n' >two.cue
for mode in sao tao; do
    rm -rf drive
    write --device virtual:drive --verify --write-mode=$mode two.cue
    od -An -tx1 -j 12 -N 4 <(tail -c $((400 * 2352)) drive/disc.bin)
done
