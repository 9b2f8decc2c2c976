#!/usr/bin/env bash
# Index marks: within a track, across the boundary of two tracks, with one BIN and one per track; and the refusals.
for n in 1 2 3; do tone --kind noise --seed $n --sectors 800 $n.wav; done
redbook author 1.wav 2.wav 3.wav -o album.cue -q --gap 2s
cp album.cue was.cue && sed -i 's/album/was/' was.cue && ln album.bin was.bin
redbook convert album.cue -o split.cue --target redump -q
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
{
    try edit album.cue --track 2:index2=+00:03:00 --track 2:index3=00:18:00
    try compare was.cue album.cue
    try edit album.cue --track 2:index1=+1s --track 3:index0=-00:01:00 --track 2:index3=
    try compare was.cue album.cue
    try edit album.cue --track 2:index0= --track 1:index1=00:02:00
    try compare was.cue album.cue
    grep -E 'TRACK|INDEX' album.cue
    try edit album.cue --track 3:index2=+2s
    try edit album.cue --track 2:index1=00:13:00 --track 3:index2=
    for mark in 1:index1= 2:index5= 4:index2=00:01:00 2:index4=+2s 2:index2=+00:00:00 2:index2=00:30:00 3:index1=+8s \
        1:index0=00:00:10 1:index0= 2:index1=00:19:00 3:index1=90:00:00 2:index2=-99:00:00; do
        try edit album.cue --track $mark
    done
    try edit split.cue --track 3:index2=+00:03:00
    try edit split.cue --track 3:index0=-00:01:00
    grep -E 'FILE|TRACK|INDEX' split.cue
    # A pregap that is in no file, and a mark that would be in it.
    printf 'FILE "%s" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:10:00\n' album.bin >pregap.cue
    try edit pregap.cue --track 2:index1=+1s
} 2>&1
try edit album.cue --track 2:index100=00:00:00 2>&1
try edit album.cue --track 2:index2=10 2>&1
try edit album.cue --track 2:pregap=2s 2>&1
try author 1.wav -o out.cue --track 1:index2=00:00:01 2>&1
try edit album.cue 2>&1
