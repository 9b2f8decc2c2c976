#!/usr/bin/env bash
# Standard output that cannot be written fails after the work: what is there then is said.
[ -e /dev/full ] || { echo "there is no /dev/full"; exit 77; }
tone --sectors 400 one.wav
run() { redbook "$@" >/dev/full; echo "$1: exit $?"; }
run author one.wav -o a.cue -v
run author one.wav -o b.cue
run convert a.cue -o a.toc --json
run convert a.cue b.cue -o many/
run extract a.cue -o tracks -v
run report a.cue -o report
run report a.cue
run hash a.cue --files -o sums --json
run hash a.cue --files
run edit a.cue --title New
run edit a.cue --title New
run edit a.cue --title Newer --dry-run
run text a.cue -o a.cdt --json
redbook match a.cue --write-entry | sed 's/"a[.]/"other./; s/name="a"/name="other"/' >other.dat
run match a.cue --dat other.dat --rename
# Nothing was, and that is said once.
run convert b.cue -o a.toc --json
ls
