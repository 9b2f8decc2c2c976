#!/usr/bin/env bash
# Runs every fuzz target with its seeds and a fixed number of mutations of them; TAP. `make fuzz` runs them for longer.
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
    "$B/fuzz/$1" ${words[@]+"${words[@]}"} -k "$scratch/$1-input" "$(mutations_of "$1")" "$scratch/seeds/$1"
}

if ! check "seeds can be made" tests/fuzz/seeds.sh "$scratch/seeds"; then
    tap_done
    exit 1
fi
for path in tests/fuzz/*.c; do
    target=${path##*/} target=${target%.c}
    case $target in driver | fuzz) continue ;; esac
    check "target $target takes its seeds and mutations of them" run_target "$target"
done
tap_done
