#!/usr/bin/env bash
# What a subchannel holds beyond the layout is compared in every form: modified Q of an SBI and of a SUB, graphics in the sectors of a
# CDG, in a SUB and next to a song. What one disc lost is a difference, also if the mode does not say so.
tone --kind noise --sectors 400 a.wav
for name in a none other; do redbook author -q a.wav -o $name.cue; done
q() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
{ q 53424900 && q 000325 01 41 01 01 00 01 27 00 00 03 25; } >a.sbi
{ q 53424900 && q 000325 01 41 01 01 00 01 28 00 00 03 25 && q 000400 01 41 01 01 00 01 28 00 00 03 25; } >other.sbi
mkdir ccd toc plain && redbook convert -q a.cue -o ccd/a.ccd && redbook convert -q a.cue -o toc/a.toc
redbook convert -q none.cue -o plain/a.ccd && grep -o 'AUDIO RW_RAW' toc/a.toc
try() { echo "\$ $*" && "$@"; echo "exit $?"; }
{
    echo '--- the same Q in three forms'
    for other in ccd/a.ccd toc/a.toc; do try redbook compare a.cue $other; done
    try redbook compare toc/a.toc ccd/a.ccd
    echo '--- lost, and another'
    for other in none.cue plain/a.ccd other.cue; do try redbook compare ccd/a.ccd $other; done
    try redbook compare none.cue toc/a.toc
    try redbook compare --ignore subchannels none.cue toc/a.toc
    echo '--- without reading files'
    try redbook compare --ignore samples a.cue other.cue
    try redbook compare -v --ignore samples none.cue ccd/a.ccd
    echo '--- a file without a sheet has none'
    try redbook compare --ignore texts --mode audio ccd/a.ccd ccd/a.img
    echo '--- graphics'
    awk 'BEGIN { for (p = 0; p < 400 * 4 - 8; p++) { printf "\\11\\6\\0\\0"; for (s = 0; s < 16; s++) printf "\\%o", (p * 7 + s * 5) % 64; printf "\\0\\0\\0\\0" } }' |
        xargs -0 printf '%b' >song.cdg
    cp a.wav song.wav && printf 'FILE "song.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >song.cue
    mkdir cdg sub && redbook convert -q --cdg song.cue --target single -o cdg/d.cue && redbook convert -q --cdg song.cue -o sub/d.ccd
    grep TRACK cdg/d.cue
    try redbook compare --cdg cdg/d.cue song.cue
    try redbook compare cdg/d.cue sub/d.ccd
    try redbook compare cdg/d.cue song.cue
    try redbook compare sub/d.ccd none.cue
    try redbook compare --ignore samples cdg/d.cue sub/d.ccd
    echo '--- a list of Q does not stand for graphics'
    cp a.sbi song.sbi
    try redbook compare cdg/d.cue song.cue
    rm song.sbi && printf '\077' | dd of=cdg/d.bin bs=1 seek=$((2448 * 50 + 2352 + 7)) conv=notrunc status=none
    try redbook compare cdg/d.cue sub/d.ccd
    redbook compare --json cdg/d.cue sub/d.ccd | jq -c '.same, .differences'
} 2>&1
