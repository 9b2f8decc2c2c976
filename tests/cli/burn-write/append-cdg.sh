#!/usr/bin/env bash
# A drive that appends tracks only: graphics and the copy bit of SCMS are no part of track-at-once, so that it is no way out for
# a session that has them, unless it is asked for.
for n in 1 2; do
    tone --kind noise --seed "$n" --sectors 400 "$n.bin"
    printf 'FILE "%s.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$n" >"$n.cue"
done
awk 'BEGIN { for (p = 0; p < 400 * 4 - 8; p++) { printf "\\11\\6\\0\\0"; for (s = 0; s < 16; s++) printf "\\%o", (p * 7 + s * 5) % 64; printf "\\0\\0\\0\\0" } }' |
    xargs -0 printf '%b' >2.cdg
sed 's/AUDIO/&\n    FLAGS SCMS/' 1.cue >protected.cue
redbook-burn virtual -q drive 'quirks = no-sao-append'
redbook-burn write -q --yes --leave-open -d virtual:drive 1.cue
for cdg in raw packed; do
    echo "-- $cdg"
    redbook-burn write -q --yes --append --cdg "$cdg" -d virtual:drive 2.cue; echo $?
done
echo '-- scms'
redbook-burn write -q --yes --append -d virtual:drive protected.cue; echo $?
redbook-burn info -d virtual:drive | grep '^next'
grep -c '^!' drive/transcript
cp -r drive scms
echo '-- asked for'
for what in 'drive --cdg=raw 2.cue' 'scms protected.cue'; do
    # shellcheck disable=SC2086 # several words
    redbook-burn write --yes --append --write-mode tao -d virtual:$what 2>&1 | grep -e track-at-once -e ^burnt
done
