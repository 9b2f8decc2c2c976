#!/usr/bin/env bash
# Graphics next to a song: into a CCD's .sub, from there into sectors of every kind, and back, with the same result each time.
tone --kind music --level 50 --sectors 400 a.wav
tone --kind music --level 50 --seed 3 --sectors 500 b.wav
# Packs of instructions (tile, 6) that count up in their data; parity left out, as many programs do.
awk 'BEGIN { for (p = 0; p < 400 * 4 - 8; p++) { printf "\\11\\6\\0\\0"; for (s = 0; s < 16; s++) printf "\\%o", (p * 7 + s * 5) % 64; printf "\\0\\0\\0\\0" } }' |
    xargs -0 printf '%b' >A.CDG
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\nFILE "b.wav" WAVE\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n' >song.cue
redbook convert -v --cdg song.cue -o first.ccd || exit
redbook check first.ccd
for target in single redump toc; do
    ending=cue
    [ "$target" != toc ] || ending=toc
    redbook convert -q first.ccd --target "$target" -o "$target.$ending" && redbook convert -q "$target.$ending" -o "$target.ccd" &&
        cmp first.sub "$target.sub" && cmp first.img "$target.img" || exit
done
cat single.cue redump.cue single.toc toc.toc 2>/dev/null
# Back to songs, with their graphics next to them.
redbook convert -q first.ccd --target wav -o back.cue && ls back*
redbook convert -q --cdg back.cue -o again.ccd && cmp first.sub again.sub && cmp first.img again.img && echo 'songs: come back'
# Into a CHD, from the songs and from a disc, and back. A CCD does not state which audio has graphics, and so its CHD does not.
redbook convert -q --cdg song.cue -o song.chd && redbook convert -q first.ccd -o disc.chd && redbook compare first.ccd disc.chd
for chd in song disc; do
    redbook convert -q $chd.chd --target wav -o $chd-back.cue && redbook convert -q --cdg $chd-back.cue -o $chd-back.ccd &&
        cmp first.sub $chd-back.sub && cmp first.img $chd-back.img && echo "CHD of the $chd: comes back"
done
# For a target without subchannel it is listed as lost, and if a song is converted without a request for graphics, they are
# omitted.
redbook convert first.ccd --target eac -o lost.cue
redbook convert -q song.cue -o without.ccd
cmp first.sub without.sub
redbook convert song.cue -f -o without.ccd
redbook convert --strict first.ccd -o strict.cue
