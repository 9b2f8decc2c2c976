#!/usr/bin/env bash
# An ISO under MODE1/2352, and its siblings: the sectors tell, whatever the sheet or --mode says of them.
sectors mode1 600 1 raw.bin user.iso
printf CD001 | dd of=user.iso bs=1 seek=$((16 * 2048 + 1)) conv=notrunc 2>dd.log
tone --format raw-le --sectors 600 sound.bin
sheet() { printf 'FILE "%s" BINARY\n  TRACK 01 %s\n%s    INDEX 01 00:00:00\n' "$1" "$2" "${3:-}" >in.cue; }
try() {
    echo "$*"
    sheet "$@"
    redbook author -q -f in.cue -o new.cue 2>/dev/null
    redbook info in.cue 2>&1 | grep -v '^track\|^$\|^total'
    redbook check -q new.cue 2>&1
    rm -f new.*
}
try user.iso MODE1/2352
try user.iso MODE2/2336
try raw.bin MODE1/2048
try sound.bin MODE1/2352
try raw.bin AUDIO
try raw.bin MODE1/2352 $'    PREGAP 00:02:00\n'
redbook info --mode mode2/2352 user.iso
redbook author --strict -q --mode mode2/2352 user.iso -o out.cue
