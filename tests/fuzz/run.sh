#!/usr/bin/env bash
# tests/fuzz/run.sh [TARGET...] - runs every fuzz target, or those named, with its seeds and a fixed number of mutations of them.
# Prints TAP. `make fuzz` runs them for longer. Environment: SEEDS, a folder that keeps the seeds for the next run.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/tap.sh
scratch=$(mktemp -d "${TMPDIR:-/tmp}/redbook-fuzz.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP
export TMPDIR=$scratch
case ${SANITIZE:-} in *address*) export LSAN_OPTIONS=suppressions=$PWD/tests/fuzz/leaks.suppressions:print_suppressions=0 ;; esac

# Few for targets that read whole discs.
mutations_of() {
    case $1 in
        drive) echo 1 ;;
        audio | chd | commands | pipeline | imapi) echo 20 ;;
        *) echo 300 ;;
    esac
}

run_target() { # TARGET
    local words=() dictionary=tests/fuzz/dictionaries/$1.dict
    [ ! -e "$dictionary" ] || words=(-d "$dictionary")
    "$B/fuzz/$1" ${words[@]+"${words[@]}"} -k "$scratch/$1-input" "$(mutations_of "$1")" "$seeds/$1"
}

seeds=${SEEDS:-$scratch/seeds}
if [ ! -d "$seeds" ] && ! check "seeds can be made" tests/fuzz/seeds.sh "$seeds"; then
    tap_done
    exit 1
fi
[ $# -gt 0 ] || set -- tests/fuzz/*.c
for target in "$@"; do
    target=${target##*/} target=${target%.c}
    case $target in driver | fuzz) continue ;; esac
    check "target $target takes its seeds and mutations of them" run_target "$target"
done
tap_done
