#!/usr/bin/env bash
for n in 1 2 3; do tone --kind noise --seed $n --rate 48000 --encoding s24 --frames 300001 $n.flac; done
for jobs in 1 2 3; do redbook author --jobs $jobs [123].flac -o $jobs.cue || exit; done
cmp 1.bin 2.bin && cmp 1.bin 3.bin && redbook author --jobs 2 --seed 7 [123].flac -o 4.cue && ! cmp -s 1.bin 4.bin && echo same
