#!/usr/bin/env bash
tone --kind noise --sectors 1500 album.bin
cp "$TREE/tests/cli/extract/album.cue" .
# What was extracted, authored again, has the samples of the original.
redbook extract album.cue -o d --hidden && redbook author --carry --short-tracks allow -q d/*.wav -o out.cue && cmp album.bin out.bin &&
    redbook extract album.cue -o f --hidden --format flac && redbook author --carry --short-tracks allow -q f/*.flac -o out2.cue &&
    cmp album.bin out2.bin &&
    redbook extract album.cue -o p --pregap with-track && redbook author --carry -q p/*.wav -o out3.cue && cmp album.bin out3.bin &&
    redbook compare out.cue out2.cue --ignore texts,codes
