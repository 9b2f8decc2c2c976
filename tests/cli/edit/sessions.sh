#!/usr/bin/env bash
# TOCs of several sessions are not edited, and the way that the message names works.
for n in 1 2; do tone --kind noise --seed $n --sectors 700 $n.wav; done
head -c $((2048 * 400)) /dev/zero | tr '\0' 'x' >1.iso
redbook author 1.wav 2.wav --data 1.iso --session -o e.cue -q
mkdir toc again
redbook convert e.cue -o toc/e.toc -q
before=$(cat toc/*.toc)
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
{
    try edit toc/e.toc --track 2:title=x
    [ "$before" = "$(cat toc/*.toc)" ] && echo unchanged
    try convert toc/e.toc -o e2.cue -q
    try edit e2.cue --track 2:title=x
    try convert e2.cue -o again/e.toc -q
    try compare toc/e.toc again/e.toc
} 2>&1
