#!/usr/bin/env bash
# A disc to which a session was appended is not the image of the first one, and the message says how to compare that one.
for n in 1 2; do
    tone --kind noise --seed "$n" --sectors 400 "$n.bin"
    printf 'FILE "%s.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$n" >"$n.cue"
done
redbook-burn write -q --yes --leave-open -d virtual:rec 1.cue
redbook-burn write -q --yes --append -d virtual:rec 2.cue
redbook-burn verify -q -d virtual:rec 1.cue; echo $?
redbook-burn verify -q --session 1 -d virtual:rec 1.cue; echo $?
