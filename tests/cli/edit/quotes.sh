#!/usr/bin/env bash
# Quotes in CD-TEXT are edited like any other text: into them, out of them, and not where nothing was asked for; a genre that it
# cannot hold stays.
tone --kind noise --sectors 400 a.wav
redbook author a.wav -o album.cue -q --cdtext always --title 'Say "so"' --genre 'The "Odd"' --track 1:title=One
cp album.cdt was.cdt
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
{
    try edit album.cue --title "Say 'so'" --fail-on note
    try text album.cdt
    try edit album.cue --title 'Say "so"'
    cmp album.cdt was.cdt && echo "as it was"
    try edit album.cue --title 'Say "so"'
    try edit album.cue --title 'Say "so"' --track 1:title='1"' --cdtext-from sheet
    try edit album.cue --genre "The 'Odd'"
    try text album.cdt
    grep -E 'TITLE|GENRE' album.cue
    redbook author a.wav -o other.cue -q --cdtext always --cdtext-fallback --title Al --genre Café
    try edit other.cue --title New
    grep GENRE other.cue
    # Those of a sheet that others wrote are replaced with the first edit.
    printf 'PERFORMER the "inner" text\nFILE "album.bin" BINARY\nTRACK 01 AUDIO\nTITLE 12" mix\nINDEX 01 00:00:00\n' >bare.cue
    try edit bare.cue --mcn 4006381333931
    try edit bare.cue --genre Odd
} 2>&1
