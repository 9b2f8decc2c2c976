#!/usr/bin/env bash
# The areas of a GD-ROM are at addresses that no recorder writes, track-at-once no more than session-at-once.
. "$TREE/tests/cli/convert/sessions.bash"
make_gd
for mode in auto tao; do
    redbook-burn write -q --yes --short-tracks --write-mode "$mode" -d virtual:rec gd.cue
    echo "$mode: $?"
done
[ ! -e rec/disc.cue ] && echo "nothing was written"
