#!/usr/bin/env bash
# No key is needed: the next disc is burned when it is in the drive.
tone --sectors 600 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn write --device virtual:drive --yes --copies 2 --wait a.cue </dev/null >report 2>messages &
for _ in $(seq 4000); do
    grep -q 'insert disc' messages 2>/dev/null && break
    sleep 0.02
done
mkdir first && mv drive/disc.* first
sed -i 's/^tray = .*/tray = closed/' drive/state
wait $!; echo $?
grep 'insert disc' messages
grep burnt report
redbook compare first/disc.cue drive/disc.cue
