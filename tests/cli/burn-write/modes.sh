#!/usr/bin/env bash
# What is lost of an image follows from the mode that the drive accepts, not from the one that was asked for: by drive and
# request the mode, the findings, each once, and what became of a sector with a wrong EDC and of modified Q, with a valid CRC
# and without.
sectors mode1 400 1 one.bin user
printf 'x' | dd of=one.bin bs=1 seek=$((20 * 2352 + 500)) conv=notrunc status=none
printf 'FILE "one.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n' >one.cue
valid='\x41\1\1\0\7\x10\0\0\4\0\x4e\x8f' invalid='\x41\1\1\0\7\x20\0\0\4\x10\1\1'
printf "\0\4\0$valid\0\4\x10$invalid" >one.lsd # 00:04:00 and 00:04:10, lba 150 and 160
q_of() { od -An -tx1 -j $((96 * $1 + 12)) -N 12 drive/disc.sub; }
state_of() { # LBA BYTES
    if [ "$(q_of "$1")" = "$(printf "$2" | od -An -tx1)" ]; then echo kept
    elif [ "$(q_of "$1" | cut -c1-30)" = "$(printf "$2" | od -An -tx1 | cut -c1-30)" ]; then echo CRC
    else echo lost; fi
}
for drive in 'raw = 96' 'raw = 16' 'raw = no' 'quirks = no-sao' 'raw = 16,quirks = no-sao' 'raw = no,quirks = no-sao'; do
    for mode in auto sao raw raw96 raw16 tao; do
        rm -rf drive
        IFS=, read -ra settings <<<"$drive"
        redbook-burn virtual -q drive "${settings[@]}"
        redbook-burn write --yes --json --device virtual:drive --write-mode=$mode one.cue >events 2>said
        status=$?
        printf '%s, %s: exit %d' "$drive" $mode $status
        grep -o '"write_mode":"[a-z0-9]*"' events | sed 's/.*:"\(.*\)"/, \1/' | tr -d '\n'
        grep '"event":"done"' events | grep -o 'burn[.][a-z-]*' | sort | sed 's/^/, /' | tr -d '\n'
        [ "$(grep -c warning said)" = "$(grep '"event":"done"' events | grep -o 'burn[.]' | wc -l)" ] || printf ', NOT EACH ONCE'
        if [ $status = 0 ]; then
            cmp -s <(tail -c +$((20 * 2352 + 1)) one.bin | head -c 2352) <(tail -c +$((20 * 2352 + 1)) drive/disc.bin | head -c 2352) &&
                edc=kept || edc=lost
            printf '; EDC %s, Q %s and %s' $edc "$(state_of 150 "$valid")" "$(state_of 160 "$invalid")"
        fi
        echo
    done
done
echo '-- what is reported'
redbook-burn virtual -q sixteen 'raw = 16' 'quirks = no-sao'
redbook-burn write --yes --device virtual:sixteen one.cue 2>&1 >/dev/null | grep -e warning -e raw96
echo '-- a cue sheet that is longer than the drive accepts: raw writing and track-at-once send none'
tone --sectors 12000 long.bin
{
    printf 'FILE "long.bin" BINARY\n'
    for track in $(seq -w 01 32); do
        printf '  TRACK %s AUDIO\n    INDEX 00 %s\n    INDEX 01 %s\n' "$track" "$(printf '%02d:%02d:00' $(((10#$track - 1) * 5 / 60)) $(((10#$track - 1) * 5 % 60)))" \
            "$(printf '%02d:%02d:10' $(((10#$track - 1) * 5 / 60)) $(((10#$track - 1) * 5 % 60)))"
    done
} >long.cue
redbook-burn virtual -q small 'quirks = small-cue-sheet'
for mode in sao raw96 tao; do
    rm -f small/disc.* small/state
    redbook-burn write -q --yes --verify --device virtual:small --write-mode=$mode long.cue 2>&1 | grep -e cue-sheet -e burn.drive
    echo "$mode: exit ${PIPESTATUS[0]}"
done
echo '-- CD+G graphics are not written track-at-once'
truncate -s $((400 * 2448)) song.bin
printf 'FILE "song.bin" BINARY\n  TRACK 01 CDG\n    INDEX 01 00:00:00\n' >song.cue
for graphics in off packed raw; do
    rm -rf drive
    redbook-burn write --yes --verify --device virtual:drive --write-mode=tao --cdg=$graphics song.cue 2>&1 | grep -e warning -e 'same disc'
done
