#!/usr/bin/env bash
# Each session of an image is compared with that of the disc; an appended image with the last session; tracks that are not a
# session of the disc are another disc.
for n in 1 2; do
    tone --kind noise --seed "$n" --sectors 400 "$n.wav"
    redbook author -q "$n.wav" -o "$n.cue"
done
two_sessions() { # FILE FILE [FILE]: the last one is a session of its own
    local track=0 file
    echo 'REM SESSION 01'
    for file; do
        track=$((track + 1))
        [ $track -ne $# ] || echo 'REM SESSION 02'
        printf 'FILE "%s" WAVE\n  TRACK %02d AUDIO\n    INDEX 01 00:00:00\n' "$file" $track
    done
}
two_sessions 1.wav 2.wav >split.cue
redbook-burn write -q --yes --leave-open -d virtual:rec 1.cue
redbook-burn verify -d virtual:rec 1.cue 2>/dev/null; echo $?
redbook-burn verify --append -d virtual:rec 1.cue; echo $?
redbook-burn write -q --yes --append -d virtual:rec 2.cue
redbook-burn verify -d virtual:rec 1.cue 2>/dev/null; echo $?
redbook-burn verify --append -d virtual:rec 2.cue 2>/dev/null; echo $?
redbook-burn verify --append -d virtual:rec 1.cue 2>/dev/null; echo $?
redbook-burn verify -d virtual:rec split.cue 2>/dev/null; echo $?
redbook-burn verify --json --session 2 -d virtual:rec split.cue 2>/dev/null | grep verified
echo "-- other sessions"
two_sessions 1.wav 2.wav 1.wav >other.cue
{
    two_sessions 1.wav 2.wav
    printf 'FILE "1.wav" WAVE\n  TRACK 03 AUDIO\n    INDEX 01 00:00:00\n'
} >third.cue
redbook-burn write -q --yes -d virtual:other third.cue
redbook-burn verify -q -d virtual:other third.cue; echo $?
redbook-burn verify -d virtual:other --session 1 other.cue; echo $?
redbook-burn verify --append --session 1 -d virtual:other other.cue; echo $?
