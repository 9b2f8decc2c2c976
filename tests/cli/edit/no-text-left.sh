#!/usr/bin/env bash
# With its last text, the CD-TEXT of a disc goes: no packs, no line in the sheet, no file. With the next text it is there again.
tone --kind noise --sectors 400 a.wav
redbook author a.wav -o album.cue -q --cdtext always --title Al --composer Cage --track 1:title=One
cp album.cue first.cue
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
state() { ls -- *.cdt 2>/dev/null; grep CDTEXTFILE album.cue; redbook-burn plan album.cue | grep '^cd-text'; }
{
    echo "what another sheet names is kept"
    try edit album.cue -v --title= --composer= --track 1:title=
    state
    redbook info first.cue | head -2
    mv first.cue album.cue
    echo "a code is left"
    redbook author -q --cdtext always a.wav -o coded.cue --title Al --mcn 4006381333931
    try edit coded.cue -v --title=
    try text coded.cdt
    rm coded.*
    echo "nothing is left"
    try edit album.cue -v -n --title= --track 1:title= --composer=
    state
    try edit album.cue -v --title= --track 1:title= --composer= --json
    state
    try check album.cue
    echo "and again"
    try edit album.cue --title New
    state
    try edit album.cue --message Hello
    state
    try edit album.cue --message=
    try edit album.cue --title= -v
    state
    redbook author -q --cdtext always a.wav -o one.cue --title Al && redbook author -q --cdtext always one.cue -o two.cue --title=
    ls two.*
} 2>&1 | sed 's/"version": .*/"version": /'
