#!/usr/bin/env bash
# Noise-shaped dither by name; every curve gives its own bytes, the same with any number of threads, and keeps silence.
tone --kind music --seed 3 --encoding s24 --sectors 1700 a.wav
tone --kind silence --encoding s24 --sectors 510 b.wav
tone --kind noise --seed 5 --rate 96000 --encoding s24 --level 20 --frames 640000 c.wav
tone --kind noise --seed 6 --sectors 320 d.wav
for dither in tpdf shaped shaped:modified-e shaped:wannamaker shaped:lipshitz shaped:f-weighted shaped:improved-e; do
    redbook author [abcd].wav -o out.cue -q -f --dither $dither --jobs 1 && one=$(sha256sum <out.bin) &&
        redbook author [abcd].wav -o out.cue -q -f --dither $dither --jobs 3 && three=$(sha256sum <out.bin)
    [ "$one" = "$three" ] && echo "$dither ${one:0:12}"
    redbook extract out.cue -o tracks -f -q --tracks 4 && cmp <(tail -c $((320 * 2352)) tracks/04.wav) <(tail -c $((320 * 2352)) d.wav) && rm -r tracks
done
redbook author a.wav b.wav -o out.cue -q -f --gap 2s --dither shaped && redbook extract out.cue -o tracks -q &&
    tail -c $((510 * 2352)) tracks/02.wav | tr -d '\0' | wc -c
redbook convert out.cue -o same.cue -q --dither shaped && cmp out.bin same.bin && echo bit-exact
for dither in shaped: shaped:shibata none:lipshitz Shaped; do redbook author a.wav -o x.cue --dither $dither; done 2>&1
true
