#!/usr/bin/env bash
truncate -s 705600000 album.bin # silence, as a sparse file
cat >album.cue <<'END'
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
END
redbook-burn virtual -q drive
redbook-burn write --device virtual:drive --yes --json album.cue >events 2>messages &
for _ in $(seq 4000); do
    grep -q '"writing"' events 2>/dev/null && break
    sleep 0.01
done
kill -TERM $!
wait $!; echo $?
grep -o 'cancelled' messages
grep -o 'the disc is incomplete and lost' messages
tail -n 1 events | grep -o '"status":"[A-Z]*"'
grep locked drive/state
redbook-burn info --device virtual:drive | grep '^disc'
