#!/usr/bin/env bash
# Long enough to be interrupted: minutes of audio to be converted. Not a child of this shell, which would report that it was
# killed.
tone --kind noise --rate 44056 --channels 1 --encoding u8 --seconds 200 a.wav # no small ratio: the slow path
tone --sectors 400 b.wav
pid=$(redbook author --jobs 1 a.wav -o out.cue >/dev/null 2>&1 & echo $!)
for _ in {1..500}; do
    [ ! -s out.bin.redbook-stash ] || break
    sleep 0.02
done
kill -KILL "$pid"
# A killed process may seem gone while threads of it still hold the lock.
is_dead() {
    ! kill -0 "$pid" 2>/dev/null || { grep -qs '^State:.Z' "/proc/$pid/status" && [ "$(ls "/proc/$pid/task" 2>/dev/null | wc -l)" -le 1 ]; }
}
until is_dead; do sleep 0.02; done
ls
redbook author b.wav -o out.cue || exit
ls
tail -c +45 b.wav | cmp - out.bin
