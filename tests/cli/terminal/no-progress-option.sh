#!/usr/bin/env bash
command -v script >/dev/null || { echo "script(1) is not here"; exit 77; }
tone --kind noise --rate 44056 --channels 1 --encoding u8 --seconds 60 a.wav # no small ratio: the slow way
script -qec 'redbook author --jobs 1 --no-progress a.wav -o out.cue' log >/dev/null
grep -ac '%' log || true
