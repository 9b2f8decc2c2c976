#!/usr/bin/env bash
# Every test that tools/manual/security.md names for a promise exists, and every promise has one: unit/ROOM/FILE/TEST, cli/AREA/CASE,
# fuzz/TARGET. Prints what is missing.
set -u
cd "$(dirname "$0")/../.." || exit 2
page=tools/manual/security.md

awk -F'|' '/^\| promise/ { inside = 1; next } /^$/ { inside = 0 } inside && !/^\|---/ && $3 !~ /`[a-z]+\// { print FILENAME ":" FNR ": a promise without a test" }' "$page"
grep -oE '`(unit|cli|fuzz)/[^`]+`' "$page" | tr -d '`' | LC_ALL=C sort -u | while IFS=/ read -r group one two three; do
    case $group in
        unit) grep -qE "^ *[a-z_]*test[a-z_]*\(${three}[,)]" "tests/unit/$one/${two}_test.c" 2>/dev/null ;;
        cli) [ -x "tests/cli/$one/$two.sh" ] ;;
        fuzz) [ -e "tests/fuzz/$one.c" ] ;;
    esac || printf '%s: names a test that is not there: %s/%s%s%s\n' "$page" "$group" "$one" "${two:+/$two}" "${three:+/$three}"
done
# A target of its own for each reader: one that is not on the page is missing there.
for target in tests/fuzz/*.c; do
    target=${target##*/} target=${target%.c}
    case $target in driver | fuzz) continue ;; esac
    grep -q "\`fuzz/$target\`" "$page" || printf '%s: does not name fuzz/%s\n' "$page" "$target"
done
