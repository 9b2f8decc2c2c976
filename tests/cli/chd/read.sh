#!/usr/bin/env bash
# Every codec gives the same disc; converted back it equals the original.
for codec in deflate lzma zstandard; do
    chd "$codec" "$codec.chd" && redbook convert -q "$codec.chd" -o "$codec.cue" && cksum <"$codec.bin" || exit
done
cat lzma.cue
redbook compare deflate.chd lzma.chd
redbook compare zstandard.cue lzma.chd
redbook info lzma.chd
redbook extract -q --pregap with-track lzma.chd -o tracks && ls tracks
redbook convert -q lzma.chd -o lzma.ccd && cmp lzma.img lzma.bin && ls lzma.*
chd flac flac.chd && redbook convert -q flac.chd -o flac.cue && cksum <flac.bin
redbook convert -q flac.chd --target wav -o wav.cue && redbook compare wav.cue flac.chd
# An image that is its own descriptor is one prerequisite.
chd zeros 304 zeros.chd CHT2 'TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:304 PREGAP:0 PGTYPE:AUDIO PGSUB:NONE POSTGAP:0'
redbook author -q zeros.chd -o zeros.cue --depfile zeros.d && cat zeros.d
