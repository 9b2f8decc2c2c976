#!/usr/bin/env bash
# Values as sheets spell them, what a sheet cannot hold, and other sheets of the same CD-TEXT.
for n in 1 2; do tone --kind noise --seed $n --sectors 700 $n.wav; done
redbook author 1.wav 2.wav -o a.cue -q --title Al --track 1:title=One --track 2:isrc=ZZRBK2600002 --cdtext always
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
{
    try edit a.cue --track 1:flags='DCP PRE' --track 2:flags=Dcp+4ch
    try edit a.cue --track 1:flags= --track 2:flags=none
    try edit a.cue --track 1:flags='DCP LOUD'
    try edit a.cue --track 1:index2=99:00:00
    try edit a.cue --track 1:index2=-3s

    cp a.cue approved.cue
    try edit a.cue -n --track 2:title=Two
    try edit a.cue -n --track 2:flags=dcp
    rm approved.cue

    sed '/CDTEXT/d; s/    INDEX 01 00:00:00/    FLAGS DCP SCMS\n&/' a.cue >scms.cue
    try edit scms.cue --title New
    try edit scms.cue --title New --track 1:flags=dcp
    sed '/CDTEXT/d; s/    INDEX 01 00:00:00/&\n    POSTGAP 00:02:00/' a.cue >postgap.cue
    try edit postgap.cue --title New

    redbook convert a.cue -o a.toc -q && cp a.toc was.toc
    try edit a.toc --track 1:title=Eins
    diff was.toc a.toc
    try edit a.toc --track 2:isrc=
    diff was.toc a.toc

    try edit a.cue --cdtext-fallback --track 1:title=日本
    try edit a.cue --cdtext-fallback --track 1:title=日本
} 2>&1
