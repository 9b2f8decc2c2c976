#!/usr/bin/env bash
# tests/fuzz/long.sh TARGET... - runs fuzz targets for FOR (60) seconds each, with the sanitizers of the build; with STILL=N, one after
# the other, again and again until the target's edges have not grown for N seconds of processor time (3600 is the usual aim)
#
# With clang's fuzzer if it is installed, guided by coverage; otherwise with driver.c, which mutates seeds in a fixed sequence.
# clang's fuzzer keeps inputs with new coverage in build/fuzz/corpus/TARGET, as seeds of the next run; inputs that end a target
# are in build/fuzz/found. Each run is a line of build/fuzz/figures: target, "sanitized" or "quick", executions, seconds, edges, inputs in
# the corpus, whether it was ended by an input, seconds of processor time, of them those since the edges grew. At the end the sums of all
# runs are printed for each target; edges of different sources are not comparable: remove the file after a change.
# Environment: B (a build with the targets), FUZZER (not empty: they are linked with the compiler's fuzzer), FOR, STILL, SANITIZE.
set -u
cd "$(dirname "$0")/../.." || exit 2
seconds=${FOR:-60}
folder=$PWD/build/fuzz
# Targets that read files write them once per execution: in memory, if there is a folder for that.
memory=$(mktemp -d /dev/shm/redbook-fuzz.XXXXXX 2>/dev/null) || memory=$(mktemp -d "${TMPDIR:-/tmp}/redbook-fuzz.XXXXXX") || exit 2
trap 'rm -rf "$memory"' EXIT
trap 'exit 130' INT TERM HUP
rm -rf "$folder/seeds"
mkdir -p "$folder/found" "$folder/seeds"
export TMPDIR=$memory LSAN_OPTIONS=suppressions=$PWD/tests/fuzz/leaks.suppressions:print_suppressions=0
B=$PWD/$B tests/fuzz/seeds.sh "$folder/seeds" || exit 2
case ${SANITIZE:-} in *address*) build=sanitized ;; *) build=quick ;; esac
failed=0

TIMEFORMAT='%U %S'

# still_for TARGET EDGES SECONDS: seconds since the edges of this build grew, with the run that has just ended. Edges of a run include those
# of all inputs in the corpus, and so never become fewer but by chance.
still_for() {
    local before
    before=$(awk -F '\t' -v target="$1" -v build="$build" -v edges="$2" '
        $1 == target && $2 == build { if ($5 > most) { most = $5 } still = $9 }
        END { print((most > 0 && most >= edges) ? still + 0 : "grew") }' "$folder/figures" 2>/dev/null)
    if [ "${before:-grew}" = grew ]; then echo 0; else echo $((before + $3)); fi
}

stat_of() { # NAME LOG
    grep -aoE "stat::$1: *[0-9]+" "$2" | tail -1 | grep -oE '[0-9]+$' || echo 0
}

guided() { # TARGET [WORDS...]
    local target=$1 log=$folder/$1.log edges inputs start=$SECONDS spent
    shift
    mkdir -p "$folder/corpus/$target"
    {
        time "$B/fuzz/$target" -max_total_time="$seconds" -max_len=65536 -timeout=60 -rss_limit_mb=4096 -close_fd_mask=1 \
            -artifact_prefix="$folder/found/$target-" -print_final_stats=1 "$@" "$folder/corpus/$target" "$folder/seeds/$target" >"$log" 2>&1
    } 2>"$memory/spent"
    status=$?
    spent=$(awk '{ printf "%.0f", $1 + $2 }' "$memory/spent")
    executions=$(stat_of number_of_executed_units "$log")
    # A target that was ended prints no statistics: the last progress line has the number.
    [ "$executions" -gt 0 ] || executions=$(grep -aoE '^#[0-9]+' "$log" | tail -1 | tr -d '#')
    edges=$(grep -aoE 'cov: [0-9]+' "$log" | tail -1 | grep -oE '[0-9]+')
    inputs=$(grep -aoE 'corp: [0-9]+' "$log" | tail -1 | grep -oE '[0-9]+')
    grep -aE 'ERROR|SUMMARY|does not hold|Test unit' "$log" | sed "s/^/$target: /"
    still=$(still_for "$target" "${edges:-0}" "$spent")
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$target" "$build" "${executions:-0}" $((SECONDS - start)) "${edges:-0}" "${inputs:-0}" \
        "$((status != 0))" "$spent" "$still" >>"$folder/figures"
}

unguided() { # TARGET [WORDS...]
    local target=$1 log=$folder/$1.log out start=$SECONDS
    shift
    out=$("$B/fuzz/$target" "$@" -k "$folder/found/$target-input" "${seconds}s" "$folder/seeds/$target" 2>"$log")
    status=$?
    [ "$status" -eq 0 ] || tail -n 40 "$log"
    executions=$(grep -oE '[0-9]+ mutated' <<<"$out" | grep -oE '[0-9]+')
    printf '%s\t%s\t%s\t%s\t-\t-\t%s\n' "$target" "$build" "${executions:-0}" $((SECONDS - start)) "$((status != 0))" >>"$folder/figures"
}

for target in "$@"; do
    [ -x "$B/fuzz/$target" ] || { echo "no fuzz target '$target'" >&2 && exit 2; }
    mkdir -p "$folder/seeds/$target"
    words=()
    dictionary=tests/fuzz/dictionaries/$target.dict
    if [ -n "${FUZZER:-}" ]; then
        [ ! -e "$dictionary" ] || words=("-dict=$dictionary")
        guided "$target" ${words[@]+"${words[@]}"}
        while [ "$status" -eq 0 ] && [ "$still" -lt "${STILL:-0}" ]; do
            guided "$target" ${words[@]+"${words[@]}"}
        done
    else
        [ ! -e "$dictionary" ] || words=(-d "$dictionary")
        unguided "$target" ${words[@]+"${words[@]}"}
    fi
    [ "$status" -eq 0 ] || failed=1
done

LC_ALL=C sort -s -t $'\t' -k 1,1 "$folder/figures" | awk -F '\t' '
    function line(    still) {
        still = kept["sanitized"] > kept["quick"] ? kept["sanitized"] : kept["quick"]
        still = target == "all" ? "" : still == "" ? "-" : still " s"
        printf "%-12s %12d %12d %8d s %8s %8s %9d %9s\n", target, sum["sanitized"], sum["quick"], time, edges, inputs, found, still
    }
    function begin() {
        target = $1; sum["sanitized"] = sum["quick"] = time = found = checked = 0; edges = inputs = "-"
        kept["sanitized"] = kept["quick"] = ""
    }
    BEGIN { printf "%-12s %12s %12s %10s %8s %8s %9s %9s\n", "target", "sanitized", "quick", "time", "edges", "inputs", "ended by", "still" }
    NR == 1 { begin() }
    $1 != target { line(); begin() }
    {
        sum[$2] += $3; time += $4; found += $7; all[$2] += $3; all_time += $4; all_found += $7
        if ($2 == "sanitized") { if (!checked || $5 + 0 > edges + 0) edges = $5; checked = 1 }
        else if (!checked && $5 + 0 >= edges + 0) edges = $5
        if ($6 + 0 >= inputs + 0) inputs = $6
        if (NF > 8) kept[$2] = $9 + 0
    }
    END {
        line()
        target = "all"; sum["sanitized"] = all["sanitized"]; sum["quick"] = all["quick"]; time = all_time; found = all_found; edges = inputs = ""
        line()
    }'
exit "$failed"
