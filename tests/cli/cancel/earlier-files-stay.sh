#!/usr/bin/env bash
# Long enough to be interrupted: minutes of audio to be converted.
tone --kind noise --rate 44056 --channels 1 --encoding u8 --seconds 200 a.wav # no small ratio: the slow path
echo earlier >album.cue
echo earlier >album.bin
redbook author --force --jobs 1 a.wav -o album.cue &
for _ in {1..500}; do
    [ ! -s album.bin.redbook-stash ] || break
    sleep 0.02
done
kill -TERM $!
wait $!
status=$?
cat album.cue album.bin
ls
exit $status
