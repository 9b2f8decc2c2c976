#!/usr/bin/env bash
# Two lists of Q that differ are a difference, and so is a list that only one disc has. The subchannel is not in checksums: this is noted.
tone --kind noise --sectors 400 a.wav
for name in a b same none; do redbook author -q a.wav -o $name.cue; done
q() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
{ q 53424900 && q 000325 01 41 01 01 00 01 27 00 00 03 25; } >a.sbi
{ q 53424900 && q 000325 01 41 01 01 00 01 28 00 00 03 25; } >b.sbi
{ q 000325 41 01 01 00 01 27 00 00 03 25 55 55; } >same.lsd
try() { echo "\$ $*" && "$@"; echo "exit $?"; }
{
    try redbook compare a.cue b.cue
    try redbook compare a.cue same.cue
    try redbook compare -q none.cue a.cue
    try redbook compare -v a.cue none.cue
    mkdir sub && redbook convert -q a.cue -o sub/c.ccd
    try redbook compare -v a.cue sub/c.ccd
    try redbook compare -q none.cue sub/c.ccd
    try redbook compare -v a.cue "$(redbook hash --disc none.cue)"
    try redbook hash -v --disc sub/c.ccd
    try redbook hash --disc b.cue
} 2>&1
# The CRC, which only an LSD has.
for name in c d; do cp a.cue $name.cue; done
{ q 000325 41 01 01 00 01 27 00 00 03 25 55 55; } >c.lsd
{ q 000325 41 01 01 00 01 27 00 00 03 25 55 AA; } >d.lsd
for other in d a same; do redbook compare c.cue $other.cue; done
redbook compare --json a.cue b.cue | jq -c '.same, .differences, [.findings[].rule]'
