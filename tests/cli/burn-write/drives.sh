#!/usr/bin/env bash
# Several drives at once, each with its own verdict: the copies are the image, one that fails does not stop the others,
# and nothing is burnt where one of them has no disc to write to.
tone --kind noise --sectors 1500 album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
burn() { redbook-burn write --yes "$@" album.cue; }
outcome() { grep -e burnt -e 'same disc' -e error -e 'insert' | sed 's/burnt      . of/burnt      N of/; s/disc . of/disc N of/' | sort; }

burn --verify -d virtual:A -d virtual:B -d virtual:C 2>&1 | outcome
for drive in A B C; do
    redbook compare --quiet album.cue $drive/disc.cue || echo "$drive differs"
done
echo '-- one of them has a disc that is burnt already'
burn -q -d virtual:A -d virtual:D
echo $?
ls D | grep disc
echo '-- one of them fails'
redbook-burn virtual -q E
echo 'op 2A 20 sense 3/0C/00' >E/faults
burn -d virtual:E -d virtual:F >out 2>&1
echo $?
outcome <out
redbook compare --quiet album.cue F/disc.cue && echo 'the other one is the image'
echo '-- more copies than drives'
burn --copies 4 --wait -d virtual:G -d virtual:H </dev/null >out 2>messages &
for _ in $(seq 4000); do
    [ "$(grep -c 'insert disc' messages 2>/dev/null)" = 2 ] && break
    sleep 0.02
done
for drive in G H; do
    mkdir $drive-first && mv $drive/disc.* $drive-first
    sed -i 's/^tray = .*/tray = closed/' $drive/state
done
wait $!; echo $?
outcome <out
for disc in [GH]/disc.cue [GH]-first/disc.cue; do
    redbook compare --quiet album.cue "$disc" && echo 'the image'
done
echo '-- events'
burn --json -d virtual:I -d virtual:J | grep -o '"event":"\(burnt\|done\)","device":"[^"]*"' | sort
echo '-- usage'
burn -d virtual:A -d virtual:A
burn --copies 1 -d virtual:K -d virtual:L
burn --copies 4 -d virtual:K -d virtual:L
burn --append -d virtual:K -d virtual:L
