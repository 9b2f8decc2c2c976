#!/usr/bin/env bash
# Hours of silence in less than 200 kB: too long is said before anything is decoded; what fits takes time, not memory.
. "$TREE/tests/cli/hostile/prelude.bash"
for kind in flac opus; do
    bomb $kind 7200 hours.$kind
    [ "$(wc -c <hours.$kind)" -lt 200000 ] || echo "$kind: not a bomb"
    redbook info hours.$kind | tail -n 1
    bounded 40 4 redbook author --jobs 1 hours.$kind -o never.cue 2>&1 | tail -n 2
    ls never.* 2>/dev/null
    bomb $kind 240 fits.$kind
    bounded 40 64 redbook author --jobs 1 -q fits.$kind -o $kind.cue # 81 MiB as floating-point samples
    redbook info $kind.cue | tail -n 1
    tr -d '\0' <$kind.bin | wc -c
    rm -f $kind.bin
done
