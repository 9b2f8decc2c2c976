#!/usr/bin/env bash
# A disc to which a session is appended is open for another one before it, too: where a drive reports success for sectors that it lost,
# the state of the disc alone does not show that the session is missing.
for n in 1 2; do
    tone --kind noise --seed "$n" --sectors 400 "$n.wav"
    redbook author -q "$n.wav" -o "$n.cue"
done
for n in 1 2 3; do
    printf 'REM SESSION %02u\nFILE "1.wav" WAVE\n  TRACK %02u AUDIO\n    INDEX 01 00:00:00\n' "$n" "$n"
done >three.cue
loses() { # Every WRITE of a drive is lost from now on.
    echo 'op 2A every 1 drop' >"$1/faults"
}
for mode in auto tao; do
    echo "-- $mode"
    redbook-burn write -q --yes --leave-open -d "virtual:$mode" 1.cue
    loses "$mode"
    redbook-burn write -q --yes --append --leave-open --write-mode "$mode" -d "virtual:$mode" 2.cue; echo $?
    redbook-burn info -d "virtual:$mode" | grep -E '^(disc|next)'
    rm "$mode/faults"
    redbook-burn write -q --yes --append --leave-open --verify --write-mode "$mode" -d "virtual:$mode" 2.cue; echo $?
done
echo "-- the second of three sessions"
redbook-burn write -q --yes --session 1 --leave-open -d virtual:three three.cue
loses three
redbook-burn write -q --yes --session 2 -d virtual:three three.cue; echo $?
redbook-burn info -d virtual:three | grep -E '^(disc|next)'
