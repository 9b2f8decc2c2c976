#!/usr/bin/env bash
# Modified Q may have a valid CRC and the time of its sector: in the SUB of a CCD it is the same for every command, as in a list. A
# pregap that the SUB counts from elsewhere than the CCD is none.
tone --kind noise --sectors 900 album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:05:00\n    INDEX 01 00:07:00\n' >plain.cue
cp plain.cue game.cue
# Another relative time at lba 100, another control at 105, ADR 5 at 110, another minute in the two sectors at 600.
q() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
{
    q 000325 01 01 01 00 01 33 00 00 03 25 BA42
    q 000330 41 01 01 00 01 30 00 00 03 30 641E
    q 000335 05 00 B0 00 00 00 00 00 00 00 86D2
    q 001000 01 02 01 01 01 00 00 00 10 00 EFBC
    q 001001 01 02 01 01 01 01 00 00 10 01 55CC
} >game.lsd
mkdir ccd plain cue back
redbook convert -q game.cue -o ccd/g.ccd && redbook convert -q plain.cue -o plain/g.ccd || exit
try() { echo "\$ $*" && "$@"; echo "exit $?"; }
{
    echo '--- check'
    try redbook check --profile plant ccd/g.ccd
    try redbook check -q plain/g.ccd
    echo '--- compare'
    try redbook compare plain/g.ccd ccd/g.ccd
    try redbook compare game.cue ccd/g.ccd
    try redbook compare plain.cue ccd/g.ccd
    echo '--- convert'
    try redbook convert --strict ccd/g.ccd -o cue/y.cue
    cmp cue/y.lsd game.lsd # an SBI has no CRC
    redbook info cue/y.cue | grep '^q '
    try redbook compare ccd/g.ccd cue/y.cue
    try redbook convert -q --strict ccd/g.ccd -o y.lsd
    cmp y.lsd game.lsd
    try redbook convert -q --strict ccd/g.ccd -o y.chd
    try redbook compare y.chd ccd/g.ccd
    try redbook convert -q --strict y.chd -o back/g.ccd
    cmp ccd/g.sub back/g.sub
    echo '--- author'
    try redbook author ccd/g.ccd -o a.cue
    echo '--- a pregap that is counted from elsewhere'
    sed -e 's/^INDEX 1=525/INDEX 1=524/; s/^PLBA=525/PLBA=524/; /^P[MSF]/d' plain/g.ccd >plain/other.ccd
    cp plain/g.img plain/other.img && cp plain/g.sub plain/other.sub
    try redbook check plain/other.ccd
    try redbook convert plain/other.ccd -o cue/other.cue
    ls cue
    redbook convert -q plain/other.ccd -o other.lsd && wc -c <other.lsd
} 2>&1
