#!/usr/bin/env bash
tone --kind noise --sectors 1500 album.bin
cp "$TREE/tests/cli/extract/album.cue" .
redbook extract album.cue -o d --range 00:05:00-00:07:00 && redbook extract album.cue -o d --range 0-75
ls d
cmp <(tail -c $((150 * 2352)) "d/Range 00.05.00-00.07.00.wav") <(tail -c +$((375 * 2352 + 1)) album.bin | head -c $((150 * 2352))) && echo equal
redbook extract album.cue -o d --range 00:05:00-00:21:00
