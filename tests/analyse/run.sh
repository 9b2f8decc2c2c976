#!/usr/bin/env bash
# tests/analyse/run.sh [PART...] - static analysis of the sources; parts (default: both):
#
#   tidy      clang-tidy with the checks of make lint
#   cppcheck  warnings and portability
#
# The accepted findings of cppcheck are in cppcheck.accepted in this folder, each with its reason. All others are printed, and the
# script exits with 1. Environment: MAKE.
set -u
cd "$(dirname "$0")/../.." || exit 2
work=$PWD/build/analyse
mkdir -p "$work"
failed=0
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

result() { # PART FILE-OF-FINDINGS
    if [ -s "$2" ]; then
        printf '%s: %d findings\n' "$1" "$(wc -l <"$2")"
        head -n 40 "$2"
        failed=1
    else
        printf '%s: clean\n' "$1"
    fi
}

run_tidy() {
    local status
    "${MAKE:-make}" --no-print-directory lint >"$work/tidy.log" 2>&1
    status=$?
    grep -E '(warning|error):' "$work/tidy.log" | LC_ALL=C sort -u >"$work/tidy.findings"
    [ "$status" -eq 0 ] || [ -s "$work/tidy.findings" ] || tail -n 5 "$work/tidy.log" >"$work/tidy.findings"
    result clang-tidy "$work/tidy.findings"
}

run_cppcheck() {
    cppcheck -q -j "$jobs" --std=c11 --enable=warning,portability --inline-suppr -D_DEFAULT_SOURCE -D__GNUC__=12 -D__linux__ \
        -Iinclude -Isrc -Itools --suppress=missingIncludeSystem --suppressions-list=tests/analyse/cppcheck.accepted \
        --template='{file}: {id}: {message} (line {line})' src tools 2>"$work/cppcheck.findings" >"$work/cppcheck.log"
    result cppcheck "$work/cppcheck.findings"
}

[ $# -gt 0 ] || set -- tidy cppcheck
for part in "$@"; do
    case $part in
        tidy) tool=clang-tidy ;;
        cppcheck) tool=cppcheck ;;
        *) printf "analyse: unknown part '%s', expected tidy or cppcheck\n" "$part" >&2 && exit 2 ;;
    esac
    if command -v "$tool" >/dev/null; then
        "run_$part"
    else
        printf '%s: not installed\n' "$tool"
        failed=1
    fi
done
exit "$failed"
