#!/usr/bin/env bash
# Cancelled while the disc is read back: it was burnt.
truncate -s 705600000 album.bin # silence, as a sparse file
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
redbook-burn virtual -q drive
redbook-burn write --device virtual:drive --yes --verify --json album.cue >events 2>messages &
for _ in $(seq 4000); do
    grep -q '"phase","phase":"reading"' events 2>/dev/null && break
    sleep 0.01
done
kill -TERM $!
wait $!; echo $?
cat messages
tail -n 1 events | grep -o '"status":"[A-Z]*"'
redbook-burn info --device virtual:drive | grep '^disc'
