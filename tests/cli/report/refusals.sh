#!/usr/bin/env bash
# Existing files are kept without --force; if nothing is written, no folder remains.
tone --kind music --level 50 --sectors 800 a.wav
redbook author -q a.wav -o good.cue
redbook report -q good.cue -o paper
echo mine >paper/pq.csv
redbook report -q good.cue -o paper
echo "exit $?"
cat paper/pq.csv
redbook report -q -f good.cue -o paper && head -c 7 paper/pq.csv && echo
rm good.bin
redbook report good.cue -o other
echo "exit $?"
ls -d other 2>/dev/null
tone --rate 48000 --frames 300000 b.wav
redbook report b.wav -o other
