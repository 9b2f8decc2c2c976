#!/usr/bin/env bash
# tests/run.sh [GROUP...] - runs the tests and says what came of them
#
# Groups: unit corpus cli golden samples install house interop burn music; names may also be joined by commas. No name
# means all. unit is every program $B/unit/*/*_test (cmocka, speaking TAP); any other group is tests/GROUP/run.sh,
# which prints TAP. Prints one line for each group, below it each failure in full and each skip with its
# reason, and at the very end "N passed, N failed" with the skips where there are any. Ends with 1 when something failed or
# nothing ran.
#
# From outside: B (build folder), JOBS (how many at once, 2), CC, CXX, MAKE, SANITIZE.
set -u
cd "$(dirname "$0")/.." || exit 2

all_groups="unit corpus cli golden samples install house interop burn music"
groups=$(printf '%s ' "$@" | tr ',' ' ')
[ -n "${groups// /}" ] || groups=$all_groups
for group in $groups; do
    case " $all_groups " in
        *" $group "*) ;;
        *) printf "tests/run.sh: no group '%s'; there are: %s\n" "$group" "$all_groups" >&2 && exit 2 ;;
    esac
done

B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
[ -d "$B" ] || { printf "tests/run.sh: no build folder '%s'; run make check\n" "$B" >&2 && exit 2; }
export B CC="${CC:-cc}" CXX="${CXX:-c++}" MAKE="${MAKE:-make}" SANITIZE="${SANITIZE:-}"
export CMOCKA_MESSAGE_OUTPUT=TAP LC_ALL=C TZ=UTC
# A make that calls us must not lend its job server or its -n to the makes the tests call.
unset MAKEFLAGS MFLAGS MAKELEVEL LANGUAGE CDPATH
# Scratch lies on the build's disk, not in a small /tmp.
work=${B%/*}/scratch.$$
results=$work/results
mkdir -p "$results" "$work/tmp" || exit 2
export TMPDIR=$work/tmp results
runner=
stop() {
    [ -z "$runner" ] || kill "$runner" 2>/dev/null
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

# The leak checker needs ptrace, which some containers forbid; without it everything else of the sanitizer still counts.
case $SANITIZE in
    *address*)
        if "$B/redbook" --version 2>&1 | grep -q 'LeakSanitizer has encountered a fatal error'; then
            export ASAN_OPTIONS=detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
            printf 'leaks are not looked for: this system does not let a process be traced\n'
        fi
        ;;
esac

# A stuck test must not hold up the rest for ever.
export limit=
if command -v timeout >/dev/null; then
    limit='timeout --kill-after=10 1500'
fi

now_ms() {
    local now=${EPOCHREALTIME:-$SECONDS.000}
    now=${now/[.,]/}
    printf '%s' "${now:0:$((${#now} - 3))}"
}
export -f now_ms

# run_job NAME COMMAND: output, exit status and times go to files called NAME.
run_job() {
    local start
    start=$(now_ms)
    (
        mkdir -p "$TMPDIR/$1" && TMPDIR=$TMPDIR/$1 && export TMPDIR
        exec $limit "$2"
    ) >"$results/$1.out" 2>&1 </dev/null
    printf '%s %s %s\n' "$?" "$start" "$(now_ms)" >"$results/$1.new"
    rm -rf "${TMPDIR:?}/$1"
    mv "$results/$1.new" "$results/$1.rc"
}
export -f run_job

# The list of jobs: NAME <newline> COMMAND <newline> for each; NAME is GROUP or unit.ROOM.PROGRAM.
declare -A jobs_of=()
: >"$work/jobs"
add_job() { # GROUP NAME COMMAND
    jobs_of[$1]+=" $2"
    printf '%s\0%s\0' "$2" "$3" >>"$work/jobs"
}
for group in $groups; do
    jobs_of[$group]=
    if [ "$group" = unit ]; then
        for program in "$B"/unit/*/*_test; do
            [ -x "$program" ] || continue
            room=$(basename "$(dirname "$program")")
            [ -e "tests/unit/$room/${program##*/}.c" ] || continue # left over from a source that is gone
            add_job unit "unit.$room.$(basename "$program")" "$program"
        done
    elif [ -x "tests/$group/run.sh" ]; then
        add_job "$group" "$group" "$PWD/tests/$group/run.sh"
    fi
done

# shellcheck disable=SC2016 # the inner shell expands
xargs -0 -n 2 -P "${JOBS:-2}" bash -c 'run_job "$0" "$1"' <"$work/jobs" &
runner=$!

# One job's TAP, read by awk: prints "P passed F failed S skipped" first, then what is to be shown. The sanitizers and
# a crash speak outside TAP, so a program that ends badly has the end of its output shown.
read_tap() { # NAME STATUS
    local name=$1
    case $name in unit.*) name=${name#unit.} name=${name/.//} ;; esac
    LC_ALL=C awk -v name="$name" -v status="$2" -v unit="$([[ $1 = unit.* ]] && echo 1)" '
        function show(text) { shown = shown text "\n" }
        { tail[NR % 40] = $0 }
        /^[0-9]*1\.\.[0-9]+/ { sub(/^1\.\./, ""); planned = $0 + 0; plan = 1; next }
        /^(not )?ok( |$)/ {
            results++; showing = 0
            line = $0; sub(/^(not )?ok *[0-9]* *(- *)?/, "", line)
            if (match(line, /# *[Ss][Kk][Ii][Pp]/)) {
                skipped++
                reason = substr(line, RSTART + RLENGTH); title = substr(line, 1, RSTART - 1)
                sub(/^[ :]+/, "", reason); sub(/ +$/, "", title)
                if (title == "") { title = reason; reason = "" }
                show("  skip  " name ": " title (reason == "" ? "" : ": " reason))
            } else if (/^not/) { failed++; showing = 1; show("  FAIL  " name ": " line) }
            else passed++
            next
        }
        /^#\| / { show("  " substr($0, 4)); next }
        showing { line = $0; sub(/^# ?/, "", line); show("        " line) }
        END {
            why = ""
            if (status == 124 || status == 137) why = "did not end in time, or was killed"
            else if (status > 128) why = "was ended by signal " (status - 128)
            else if (status && !failed) why = "ended with status " status
            else if (unit && !plan) why = "printed no plan"
            else if (!results && !plan) why = "printed no result"
            else if (plan && results < planned) why = "planned " planned " tests and reported " results
            if (why != "") {
                failed++
                show("  FAIL  " name ": " why " after " results + 0 " results; the end of what it printed:")
                for (i = NR > 40 ? NR - 39 : 1; i <= NR; i++) show("        " tail[i % 40])
            }
            printf "%d %d %d\n%s", passed, failed, skipped, shown
        }' "$results/$1.out"
}

total_passed=0 total_failed=0 total_skipped=0
report_group() {
    local group=$1 passed=0 failed=0 skipped=0 first='' last=0 shown='' name status start end text counts
    for name in ${jobs_of[$group]}; do
        read -r status start end <"$results/$name.rc"
        text=$(read_tap "$name" "$status")
        counts=${text%%$'\n'*}
        [ "$counts" = "$text" ] || shown+=${text#*$'\n'}$'\n'
        read -r -a counts <<<"$counts"
        passed=$((passed + counts[0])) failed=$((failed + counts[1])) skipped=$((skipped + counts[2]))
        [ -n "$first" ] && [ "$first" -le "$start" ] || first=$start
        [ "$last" -ge "$end" ] || last=$end
    done
    if [ -z "${jobs_of[$group]}" ]; then
        failed=1 shown="  FAIL  $group: there is nothing to run"$'\n'
    fi
    text="$passed passed"
    [ "$failed" -eq 0 ] || text+=", $failed failed"
    [ "$skipped" -eq 0 ] || text+=", $skipped skipped"
    last=$((last - ${first:-0}))
    printf '%-8s %-40s %4d.%d s\n%s' "$group" "$text" $((last / 1000)) $((last % 1000 / 100)) "$shown"
    total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed))
    total_skipped=$((total_skipped + skipped))
}

for group in $groups; do
    for name in ${jobs_of[$group]}; do
        until [ -e "$results/$name.rc" ]; do
            sleep 0.1
            kill -0 "$runner" 2>/dev/null || [ -e "$results/$name.rc" ] || {
                printf '255 0 0\n' >"$results/$name.rc"
                [ -e "$results/$name.out" ] || printf 'it was never started\n' >"$results/$name.out"
            }
        done
    done
    report_group "$group"
done
wait "$runner" 2>/dev/null
runner=

printf '%d passed, %d failed' "$total_passed" "$total_failed"
[ "$total_skipped" -eq 0 ] || printf ', %d skipped' "$total_skipped"
printf '\n'
[ "$total_failed" -eq 0 ] && [ "$total_passed" -gt 0 ]
