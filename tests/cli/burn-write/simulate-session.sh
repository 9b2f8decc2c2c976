#!/usr/bin/env bash
# After a test write of a later session the disc is compared with what it was before, on CD-R and CD-RW; a drive that burns
# in a test write is noticed.
for n in 1 2; do
    tone --kind noise --seed "$n" --sectors 400 "$n.bin"
    printf 'FILE "%s.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$n" >"$n.cue"
done
printf '%s\n' 'REM SESSION 01' 'FILE "1.bin" BINARY' '  TRACK 01 AUDIO' '    INDEX 01 00:00:00' \
    'REM SESSION 02' 'FILE "2.bin" BINARY' '  TRACK 02 AUDIO' '    INDEX 01 00:00:00' >both.cue
for medium in cd-r cd-rw; do
    echo "-- $medium"
    redbook-burn virtual -q "$medium" "medium = $medium"
    redbook-burn write -q --yes --leave-open -d "virtual:$medium" 1.cue
    redbook-burn write -q --yes --simulate --append -d "virtual:$medium" 2.cue; echo $?
    redbook-burn write -q --yes --simulate --append --leave-open -d "virtual:$medium" 2.cue; echo $?
    redbook-burn write -q --yes --simulate --append --write-mode tao -d "virtual:$medium" 2.cue; echo $?
    redbook-burn write -q --yes --simulate --session 2 -d "virtual:$medium" both.cue; echo $?
    redbook-burn info -d "virtual:$medium" | grep -E '^(disc|next)'
    redbook-burn write -q --yes --append --verify -d "virtual:$medium" 2.cue; echo $?
done
echo "-- burns in a test write"
for ending in '' --leave-open; do
    redbook-burn virtual -q "burns$ending" "quirks = burns-test-write"
    redbook-burn write -q --yes --leave-open -d "virtual:burns$ending" 1.cue
    redbook-burn write -q --yes --simulate --append $ending -d "virtual:burns$ending" 2.cue; echo $?
done
