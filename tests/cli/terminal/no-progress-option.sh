#!/usr/bin/env bash
script -qec true /dev/null >/dev/null 2>&1 || { echo "no script(1) or no pseudo-terminal here"; exit 77; }
tone --kind noise --rate 44056 --channels 1 --encoding u8 --seconds 60 a.wav # no small ratio: the slow way
script -qec 'redbook author --jobs 1 --no-progress a.wav -o out.cue' log >/dev/null
grep -ac '%' log || true
