#!/usr/bin/env bash
# tests/faults/run.sh [SHAPE] - fault injection: commands are killed at single calls, calls and allocations fail, readers run
# during changes, the power is lost, two processes write at once; TAP. FAULTS=all tries every call of every command (hours),
# otherwise a selection; FAULTS_PROGRAMS selects programs.
#
# The preload library must be loaded before all others, and so must sanitizers: they cannot be combined.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/tap.sh

B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
[ -x "$B/redbook" ] || { printf "tests/faults/run.sh: no '%s/redbook'; run make\n" "$B" >&2 && exit 2; }
unset POSIXLY_CORRECT COLUMNS LINES
export LC_ALL=C TZ=UTC

if [ -n "${SANITIZE:-}" ] || [ ! -e "$B/faults/calls.so" ]; then
    skip faults "the library of calls is not built for this machine, or a sanitizer is in its place"
    tap_done
    exit
fi

# The folders are in memory if possible, since every step flushes.
base=${TMPDIR:-/tmp}
[ ! -w /dev/shm ] || base=/dev/shm
place=$(mktemp -d "$base/redbook-faults.XXXXXX") || exit 2
running=
stop() {
    # shellcheck disable=SC2086 # a list
    [ -z "$running" ] || kill $running 2>/dev/null
    rm -rf "$place"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

programs=${FAULTS_PROGRAMS:-kills refusals readers powerloss sudden writers drives}
for program in $programs; do
    mkdir "$place/$program" || exit 2
    "$B/faults/$program" "$B" "$B/faults/calls.so" "$place/$program" "$@" >"$place/$program.tap" 2>&1 &
    running+=" $!"
done
status=0
for pid in $running; do
    wait "$pid" || status=1
done
running=
for program in $programs; do
    sed "/^ok\|^not ok/s/ - / - $program: /" "$place/$program.tap"
done
exit "$status"
