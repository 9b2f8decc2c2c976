#!/usr/bin/env bash
# Sessions whose lead-out, lead-in and pregap only add up to the usual distance, have no lead-out, or are where an image says:
# they stay where they are, or a TOC refuses them.
. "$TREE/tests/cli/convert/containers.bash"
tone --kind noise --seed 1 --sectors 400 a.bin
tone --kind noise --seed 2 --sectors 500 b.bin
first='FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n'
second='FILE "b.bin" BINARY\n  TRACK 02 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:03:00\n'
for lengths in '01:29:00 01:00:00 00:03:00' '01:00:00 01:00:00 00:32:00' '01:29:00 01:01:00 00:02:00' '01:30:00 00:59:00 00:03:00' \
    '00:00:00 00:50:00 00:02:00'; do
    set -- $lengths
    printf "${first}REM LEAD-OUT $1\nREM SESSION 02\nREM LEAD-IN $2\nREM PREGAP $3\n$second" >disc.cue
    echo "-- $lengths"
    for target in redump portable single cdrwin chd toc; do
        ending=cue
        case $target in chd | toc) ending=$target ;; esac
        rm -rf $target && mkdir $target
        redbook convert -q --target $target disc.cue -o $target/out.$ending || continue
        redbook compare -q disc.cue $target/out.$ending && echo "$target: the same disc"
    done
done
echo "-- a third session as far as a second one"
container nrg three.nrg 1:audio:0:150:a.bin 2:audio:0:150:b.bin 3:audio:0:4650:b.bin
for target in redump single chd; do
    ending=cue
    [ $target != chd ] || ending=chd
    redbook convert -q --target $target three.nrg -o $target/three.$ending && redbook compare -q three.nrg $target/three.$ending &&
        echo "$target: the same disc"
done
redbook author -q three.nrg -o authored.cue && redbook compare -q three.nrg authored.cue && echo "author: the same disc"
