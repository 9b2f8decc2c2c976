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
echo "-- a second session that failed: the first one is complete"
tone --kind noise --seed 3 --sectors 4000 3.bin
sed s/1.bin/3.bin/ 1.cue >3.cue
redbook-burn write -q --yes --leave-open -d virtual:failed 1.cue
(ulimit -f 4000 && redbook-burn write -q --yes --append -d virtual:failed 3.cue) 2>&1 | sed 's/.*; //'
redbook-burn verify -q --session 1 -d virtual:failed 1.cue; echo $?
redbook-burn verify -q --session 1 -d virtual:failed 2.cue; echo $?
