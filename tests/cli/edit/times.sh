#!/usr/bin/env bash
# Packs of times in the CD-TEXT repeat the TOC: they follow the index marks, and check compares them with the disc.
tone --kind noise --seed 1 --sectors 1800 a.wav
cat >a.toc <<'TOC'
CD_DA
CD_TEXT { LANGUAGE_MAP { 0 : EN 1 : 8 } LANGUAGE 0 { TITLE "Album"
    TOC_INFO1 { 1, 2, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0,
                0, 2, 0, 0, 14, 0, 0, 0, 0, 0, 0, 0 } } LANGUAGE 1 { TITLE "Musik" } }
TRACK AUDIO
CD_TEXT { LANGUAGE 0 { TITLE "One" } LANGUAGE 1 { TITLE "Eins" } }
FILE "a.wav" 0 00:12:00
TRACK AUDIO
CD_TEXT { LANGUAGE 0 { TITLE "Two" } LANGUAGE 1 { TITLE "Zwei" } }
FILE "a.wav" 00:12:00
TOC
redbook convert a.toc -o b.cue -q
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
times() { redbook text b.cdt --json | grep payload; }
{
    times
    try check b.cue
    try edit b.cue --track 2:index1=+1s
    times
    try check b.cue
    cp b.cdt moved.cdt
    try edit b.cue --track 2:index1=00:14:00 --track 2:index0=00:13:00
    times
    mv moved.cdt b.cdt
    try check b.cue
    try check b.cue --profile plant
    try edit b.cue --title Other # which does not ask for it
    times
    redbook convert b.cue -o c.toc -q
    try edit c.toc --track 2:index1=+1s
    grep -A 2 TOC_INFO1 c.toc
    try check c.toc
} 2>&1
