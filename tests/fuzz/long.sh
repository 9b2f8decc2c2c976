#!/usr/bin/env bash
# tests/fuzz/long.sh TARGET... - runs fuzz targets for FOR (60) seconds each, with the address and undefined behaviour sanitizers
#
# With clang's fuzzer if it is installed, guided by coverage; otherwise with driver.c, which mutates seeds in a fixed sequence.
# clang's fuzzer keeps inputs with new coverage in build/fuzz/corpus/TARGET, as seeds of the next run; inputs that end a target
# are in build/fuzz/found. Environment: B (a build with sanitizers and the targets), FUZZER (not empty: they are linked with the
# compiler's fuzzer), FOR.
set -u
cd "$(dirname "$0")/../.." || exit 2
seconds=${FOR:-60}
folder=$PWD/build/fuzz
rm -rf "$folder/seeds"
mkdir -p "$folder/found" "$folder/tmp" "$folder/seeds"
export TMPDIR=$folder/tmp LSAN_OPTIONS=suppressions=$PWD/tests/fuzz/leaks.suppressions:print_suppressions=0
B=$PWD/$B tests/fuzz/seeds.sh "$folder/seeds" || exit 2
failed=0
for target in "$@"; do
    [ -x "$B/fuzz/$target" ] || { echo "no fuzz target '$target'" >&2 && exit 2; }
    mkdir -p "$folder/corpus/$target" "$folder/seeds/$target"
    words=()
    dictionary=tests/fuzz/dictionaries/$target.dict
    if [ -n "${FUZZER:-}" ]; then
        [ ! -e "$dictionary" ] || words=("-dict=$dictionary")
        "$B/fuzz/$target" -max_total_time="$seconds" -max_len=65536 -timeout=60 -rss_limit_mb=4096 -close_fd_mask=1 -artifact_prefix="$folder/found/$target-" \
            -print_final_stats=1 ${words[@]+"${words[@]}"} "$folder/corpus/$target" "$folder/seeds/$target" >"$folder/$target.log" 2>&1
        status=$?
        grep -aE 'ERROR|SUMMARY|does not hold|stat::number_of_executed|Test unit' "$folder/$target.log" | sed "s/^/$target: /"
        grep -aoE 'cov: [0-9]+ ft: [0-9]+ corp: [0-9]+' "$folder/$target.log" | tail -1 | sed "s/^/$target: /"
    else
        [ ! -e "$dictionary" ] || words=(-d "$dictionary")
        printf '%s: ' "$target"
        "$B/fuzz/$target" ${words[@]+"${words[@]}"} -k "$folder/found/$target-input" "${seconds}s" "$folder/seeds/$target" 2>"$folder/$target.log"
        status=$?
        [ "$status" -eq 0 ] || tail -n 40 "$folder/$target.log"
    fi
    [ "$status" -eq 0 ] || failed=1
done
exit "$failed"
