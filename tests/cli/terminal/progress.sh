#!/usr/bin/env bash
# On a terminal there is a line with percent, amount, speed and time left, which is erased at the end.
script -qec true /dev/null >/dev/null 2>&1 || { echo "no script(1) or no pseudo-terminal here"; exit 77; }
tone --kind noise --rate 44056 --channels 1 --encoding u8 --seconds 60 a.wav # no small ratio: the slow path
script -qec 'redbook author --jobs 1 a.wav -o out.cue' log >/dev/null || exit
tr '\r' '\n' <log | grep -aoE '^.\[K\[[# ]+\] +[0-9]+%  [0-9]+:[0-9]{2} of 01:00  [0-9]+x  [0-9]+:[0-9]{2} left' | head -n 1 |
    sed -E 's/^.//; s/ +[0-9]+%/ N%/; s/  [0-9]+:[0-9]{2} of/  M:S of/; s/ [0-9]+x/ Nx/; s/[0-9]+:[0-9]{2} left/M:S left/; s/\[[# ]+\]/[BAR]/'
grep -a '%' log | tail -c 4 | od -An -c | tr -d ' '
