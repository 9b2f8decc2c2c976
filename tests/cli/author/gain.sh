#!/usr/bin/env bash
# One gain for the whole disc, given or found: the same bytes either way, with any number of threads.
tone --kind sine --hz 997 --level 50 --sectors 400 a.wav
tone --kind noise --seed 2 --sectors 400 b.wav
tone --kind noise --seed 3 --rate 48000 --encoding s24 --frames 300000 c.wav
tone --kind silence --sectors 320 d.wav
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
true_peak() { redbook report --json "$1" | grep -m 1 true_peak; }
{
    try author [abcd].wav -o plain.cue -q && true_peak plain.cue
    try author [abcd].wav -o out.cue -v --normalize true-peak=-1 --jobs 1
    true_peak out.cue
    try author [abcd].wav -o again.cue -q --normalize true-peak=-1 --jobs 4 && cmp out.bin again.bin && echo same
    try author [abcd].wav -o given.cue -q --gain "$(redbook author [abcd].wav -o json.cue --normalize true-peak=-1 --json |
        sed -n 's/.*"gain_db": \(.*\),/\1/p')" && cmp out.bin given.bin && echo same
    try author a.wav -o quiet.cue -v --gain -6.5
    try author a.wav -o zero.cue -q --gain 0 && cmp zero.bin <(tail -c +45 a.wav) && echo bit-exact
    try author d.wav -o silent.cue -v --normalize true-peak=0
    try author a.wav b.wav -o loud.cue -q --gain +20
    # Just above what the dither has alone, and more than a gain can be: 1e-8 of full scale.
    try author a.wav -o low.cue -q --dither shaped:improved-e --normalize true-peak=-54.833
    true_peak low.cue
    tone --kind sine --level 1 --encoding float --sectors 400 f.wav
    python3 -c "
import struct
data = bytearray(open('f.wav', 'rb').read())
at = data.index(b'data') + 8
for i in range(at, len(data) - 3, 4):
    struct.pack_into('<f', data, i, struct.unpack_from('<f', data, i)[0] / 2e15)
open('f.wav', 'wb').write(data)"
    try author f.wav -o limit.cue --normalize true-peak=0
    try author loud.cue -o half.cue -q --gain -6 --dither none
} 2>&1 | sed 's/B at .*/B/'
printf 'FILE "both.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:04:00\n    INDEX 01 00:06:00\n' >both.cue
head -c $((2352 * 1000)) /dev/zero >both.bin
{
    try author both.cue -o x.cue --gain -1
    try author a.wav -o x.cue --gain -1 --normalize true-peak=-1
    for value in 1dB -101 1.2345 '' . 1. x; do try author a.wav -o x.cue --gain "$value"; done
    try author a.wav -o x.cue --normalize loudness=-14
    try author a.wav -o x.cue --normalize true-peak=1
    try author a.wav -o x.cue --dither shaped:improved-e --normalize true-peak=-54.9
    try author a.wav -o x.cue --dither shaped:f-weighted --normalize true-peak=-60
} 2>&1
