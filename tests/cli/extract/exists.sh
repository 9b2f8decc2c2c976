#!/usr/bin/env bash
tone --kind noise --sectors 1500 album.bin
cp "$TREE/tests/cli/extract/album.cue" .
mkdir d
echo mine >"d/03.wav"
echo mine >"d/01 Café_ one_two_.wav"
redbook extract album.cue -o d --pregap drop
echo "exit $?"
ls d
cat d/03.wav
redbook extract album.cue -o d --pregap drop --force && ls d
