#!/usr/bin/env bash
# Checks that every promise in tools/manual/security.md names a test (unit/ROOM/FILE/TEST, cli/AREA/CASE or fuzz/TARGET), and that
# every test named there exists. Prints each violation.
set -u
cd "$(dirname "$0")/../.." || exit 2
page=tools/manual/security.md

awk -F'|' '/^\| promise/ { inside = 1; next } /^$/ { inside = 0 } inside && !/^\|---/ && $3 !~ /`[a-z]+\// { print FILENAME ":" FNR ": a promise without a test" }' "$page"
grep -oE '`(unit|cli|fuzz)/[^`]+`' "$page" | tr -d '`' | LC_ALL=C sort -u | while IFS=/ read -r group one two three; do
    case $group in
        unit) grep -qE "^ *[a-z_]*test[a-z_]*\(${three}[,)]" "tests/unit/$one/${two}_test.c" 2>/dev/null ;;
        cli) [ -x "tests/cli/$one/$two.sh" ] ;;
        fuzz) [ -e "tests/fuzz/$one.c" ] ;;
    esac || printf '%s: names a test that does not exist: %s/%s%s%s\n' "$page" "$group" "$one" "${two:+/$two}" "${three:+/$three}"
done
# Each reader has a fuzz target of its own, and the page has to name each target.
for target in tests/fuzz/*.c; do
    target=${target##*/} target=${target%.c}
    case $target in driver | fuzz) continue ;; esac
    grep -q "\`fuzz/$target\`" "$page" || printf '%s: does not name fuzz/%s\n' "$page" "$target"
done
