#!/usr/bin/env bash
# Another disc in the drive is reported as such, once, before it is read to its end.
tone --sectors 1500 a.bin
sheet() { # FILE TIME...: a track at each time
    local number=0 time
    printf 'FILE "%s" BINARY\n' "$1"
    shift
    for time in "$@"; do
        number=$((number + 1))
        printf '  TRACK %02u AUDIO\n    ISRC DEA4524%05u\n    INDEX 01 %s\n' $number $((number + ${isrc:-0})) "$time"
    done
}
sheet a.bin 00:00:00 00:05:00 00:10:00 00:15:00 >a.cue
redbook-burn write -q --device virtual:drive --yes a.cue
sheet a.bin 00:00:00 00:05:00 00:10:00 >fewer.cue
sheet a.bin 00:00:00 00:05:10 00:10:10 00:15:00 >moved.cue
head -c $((1400 * 2352)) a.bin >short.bin
sheet short.bin 00:00:00 00:05:00 00:10:00 00:15:00 >short.cue
{ tail -c +40001 a.bin; head -c 40000 a.bin; } >sound.bin
sheet sound.bin 00:00:00 00:05:00 00:10:00 00:15:00 >sound.cue
isrc=10 sheet a.bin 00:00:00 00:05:00 00:10:00 00:15:00 | sed 's/AUDIO/&\n    FLAGS DCP/' >other.cue
for image in fewer moved sound short other a; do
    printf '%s\n' "-- $image"
    redbook-burn verify --no-progress --device virtual:drive $image.cue 2>&1; echo $?
done
redbook-burn verify --json --device virtual:drive moved.cue 2>/dev/null | grep verified | cut -c1-90
