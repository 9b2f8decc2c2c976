#!/usr/bin/env bash
# A file that the sheet calls BINARY and that has whole sectors is read as sectors, whatever its first bytes: we can read what
# we write.
beginnings 300
try() { # WHAT COMMAND... - prints only failures
    local what=$1
    shift
    "$@" >said 2>&1 || { echo "$what: exit $?" && cat said; }
}
for bin in begins-*.bin; do
    printf 'FILE "%s" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$bin" >in.cue
    try "$bin author" redbook author -q in.cue -o out.cue
    cmp "$bin" out.bin
    try "$bin info" redbook info out.cue
    grep -q 00:04:00 said || { echo "$bin info: another length" && cat said; }
    redbook check out.cue >said 2>&1
    grep -q '1 track, 00:04:00 (300 sectors)' said || { echo "$bin check" && cat said; }
    try "$bin extract" redbook extract -q out.cue -o sound
    try "$bin back" redbook author -q sound/*.wav -o back.cue
    cmp back.bin "$bin"
    try "$bin compare" redbook compare in.cue out.cue
    if [ -x "$B/redbook-burn" ]; then try "$bin plan" redbook-burn plan out.cue; fi
    try "$bin --raw" redbook author -q --raw s16le:44100:2 "$bin" -o raw.cue
    cmp "$bin" raw.bin
    rm -rf out.* raw.* back.* sound
done
rm -f begins-*.bin
