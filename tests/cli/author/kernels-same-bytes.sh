#!/usr/bin/env bash
# Any kernel of the rate converter and any number of threads give the same bytes: music, and noise at full scale.
tone --kind music --rate 96000 --encoding s24 --seconds 20 --seed 4 music.flac
tone --kind noise --level 100 --rate 48000 --encoding s24 --seconds 20 noise.wav
for kernel in auto plain avx2 avx512 neon; do
    REDBOOK_KERNEL=$kernel redbook author -q --jobs 2 music.flac noise.wav -o $kernel.cue || exit
    sha256sum <$kernel.bin
done | sort -u | wc -l
redbook author -q --jobs 1 music.flac noise.wav -o one.cue && cmp one.bin plain.bin
REDBOOK_KERNEL=fast redbook author music.flac -o out.cue
