#!/usr/bin/env bash
# --mode states what the file itself does not show: audio without a header, in both byte orders, and data without a file system.
tone --kind noise --sectors 400 a.wav
tail -c $((400 * 2352)) a.wav >little.bin
dd if=little.bin of=big.bin conv=swab 2>/dev/null
redbook info little.bin
echo "exit $?"
redbook info --mode audio little.bin
redbook author --mode audio --byte-order big big.bin -o out.cue && cmp out.bin little.bin
redbook compare --mode audio --byte-order big big.bin out.cue
redbook check --mode audio --byte-order big big.bin
redbook extract --mode audio little.bin -o d && cmp <(tail -c $((400 * 2352)) d/01.wav) little.bin
head -c $((400 * 2048)) little.bin >game
redbook info --mode mode1/2048 game
redbook author --force --data game --mode mode2/2048 a.wav -o out.cue && grep TRACK out.cue
