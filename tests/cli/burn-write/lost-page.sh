#!/usr/bin/env bash
# Track by track each track has a page of write parameters with its flags: a command that is lost on the way is sent again, whichever it is.
tone --kind noise --sectors 1300 s.bin
printf 'FILE "s.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    FLAGS PRE DCP\n    INDEX 01 00:08:00\n' >a.cue
for number in 1 2 3 4 5 6 7 8; do
    redbook-burn virtual -q drive$number
    echo "op 55 $number drop" >drive$number/faults
    redbook-burn write -q --yes --write-mode tao -d virtual:drive$number a.cue && redbook-burn verify -q --tao -d virtual:drive$number a.cue &&
        echo "right without the MODE SELECT number $number"
done
