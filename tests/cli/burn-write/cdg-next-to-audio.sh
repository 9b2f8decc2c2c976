#!/usr/bin/env bash
# Graphics next to a song are burnt if they are asked for, and else it is said that they are not.
tone --kind music --level 50 --sectors 400 song.wav
awk 'BEGIN { for (p = 0; p < 400 * 4 - 8; p++) { printf "\\11\\6\\0\\0"; for (s = 0; s < 16; s++) printf "\\%o", (p * 7 + s * 5) % 64; printf "\\0\\0\\0\\0" } }' |
    xargs -0 printf '%b' >song.cdg
printf 'FILE "song.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >song.cue
redbook-burn plan song.cue >/dev/null
redbook-burn write -q -y song.cue -d virtual:off
redbook convert -q --cdg song.cue -o disc.ccd
for form in raw packed; do
    redbook-burn write -q -y --verify --cdg $form song.cue -d virtual:$form
    redbook-burn verify -q --cdg raw song.cue -d virtual:$form && echo "$form: same disc"
    redbook-burn verify -q --cdg raw disc.ccd -d virtual:$form && echo "$form: same disc as that of the CCD"
done
redbook-burn verify -q --cdg raw song.cue -d virtual:off || echo "off: another disc"
