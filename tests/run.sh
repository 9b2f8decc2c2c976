#!/usr/bin/env bash
# tests/run.sh [NAME...] - runs the tests and reports the results
#
# A name is a group or a part of one; names may also be joined by commas. Without a name, all groups run.
#   unit corpus cli golden samples install house interop page burn faults soak fuzz music   groups
#   unit/ROOM  unit/ROOM/FILE  unit/ROOM/FILE/TEST                      TEST is a function, * and ? match as in a shell
#   cli/AREA   cli/AREA/CASE   golden/CASE   fuzz/TARGET
# The group unit is all programs $B/unit/*/*_test (cmocka with TAP output); any other group is tests/GROUP/run.sh, which prints TAP.
# Each unit program and each area of cli is a job of its own. Prints one line for each group, below it each failure in full and
# each skipped test with the reason, and at the end "N passed, N failed" and, if there are any, the number of skipped tests. Exits
# with 1 if a test failed or none ran.
#
# Environment: B (build folder), JOBS (number of jobs at once; default: the number of processors), CC, CXX, MAKE, SANITIZE,
# KEEP_TAP (folder to which the output of the jobs is copied), VALGRIND (1: unit tests run under valgrind, except those in
# tests/analyse/valgrind.slow).
set -u
cd "$(dirname "$0")/.." || exit 2

all_groups="unit corpus cli golden samples install house interop page burn faults soak fuzz music"
# The longest groups start first, so that no processor is idle at the end.
starting_order="burn faults soak fuzz page interop music golden cli house samples install unit corpus"
refuse() {
    printf 'tests/run.sh: %s\n' "$1" >&2
    exit 2
}

# parts[GROUP]: the selected parts, "all" for the whole group.
declare -A parts=()
set -f
# shellcheck disable=SC2046 # a list of words
set -- $(printf '%s ' "$@" | tr ',' ' ')
for name in ${*:-$all_groups}; do
    group=${name%%/*}
    case " $all_groups " in *" $group "*) ;; *) refuse "unknown group '$group', expected one of: $all_groups" ;; esac
    case $name in
        "$group") parts[$group]=all ;;
        unit/* | cli/* | golden/* | fuzz/*) [ "${parts[$group]:-}" = all ] || parts[$group]+=" ${name#*/}" ;;
        *) refuse "'$name': only unit, cli, golden and fuzz have parts; use '$group'" ;;
    esac
done
set +f

B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
[ -d "$B" ] || refuse "build folder '$B' does not exist; run make check"
export B CC="${CC:-cc}" CXX="${CXX:-c++}" MAKE="${MAKE:-make}" SANITIZE="${SANITIZE:-}"
export CMOCKA_MESSAGE_OUTPUT=TAP LC_ALL=C TZ=UTC
export JOBS="${JOBS:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)}"
# The make that runs this script must not pass its job server or -n on to the makes that tests run.
unset MAKEFLAGS MFLAGS MAKELEVEL LANGUAGE CDPATH
# Scratch files are on the disk of the build folder, because /tmp may be small.
work=${B%/*}/scratch.$$
results=$work/results
mkdir -p "$results" "$work/tmp" || exit 2
stop() {
    local running
    running=$(jobs -p)
    # shellcheck disable=SC2086 # a list of words
    [ -z "$running" ] || { kill $running 2>/dev/null && wait 2>/dev/null; }
    [ -z "${KEEP_TAP:-}" ] || { mkdir -p "$KEEP_TAP" && cp "$results"/*.out "$KEEP_TAP"; } 2>/dev/null
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

# The leak checker requires ptrace, which some containers forbid; the rest of the sanitizer works without it.
case $SANITIZE in
    *address*)
        export LSAN_OPTIONS=suppressions=$PWD/tests/leaks.suppressions:print_suppressions=0
        if "$B/redbook" --version 2>&1 | grep -q 'LeakSanitizer has encountered a fatal error'; then
            export ASAN_OPTIONS=detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
            printf 'leaks are not checked: this system does not allow ptrace\n'
        fi
        ;;
    *thread*) export TSAN_OPTIONS=suppressions=$PWD/tests/threads.suppressions:print_suppressions=0 ;;
esac

# A test that hangs must not block the rest forever. FAULTS=all takes hours, and an emulated processor is slow.
limit=()
if command -v timeout >/dev/null; then
    limit=(timeout --kill-after=10 "$([ -n "${ELSEWHERE:-}" ] || [ "${FAULTS:-}" = all ] && echo 14400 || echo 1500)")
fi

# Programs that need minutes under valgrind are listed with the reason.
under=() slow=
if [ "${VALGRIND:-}" = 1 ]; then
    under=(valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite
        --child-silent-after-fork=yes "--suppressions=$PWD/tests/analyse/valgrind.suppressions")
    slow=$(sed '/^#/d' tests/analyse/valgrind.slow | tr '\n' ' ')
fi

now_ms() { # sets now
    now=${EPOCHREALTIME:-$SECONDS.000}
    now=${now/[.,]/}
    now=${now:0:$((${#now} - 3))}
}

# ---------------------------------------------------------------- the jobs
# Each job has a name, GROUP or GROUP.PART, and a command; jobs_of[GROUP] has the names.
declare -A jobs_of=() command_of=() words_of=() test_of=()
add_job() { # GROUP NAME COMMAND [WORDS [TEST]]
    [ -z "${command_of[$2]:-}" ] || return 0
    jobs_of[$1]+=" $2"
    command_of[$2]=$3 words_of[$2]=${4:-} test_of[$2]=${5:-}
}

add_unit() { # ROOM FILE TEST; each may be empty
    local program room found=
    for program in "$B"/unit/${1:-*}/${2:-*}_test; do
        [ -x "$program" ] || continue
        room=${program%/*} room=${room##*/}
        [ -e "tests/unit/$room/${program##*/}.c" ] || continue # an old program whose source was removed
        [ -n "$2" ] || case " $slow " in *" $room/${program##*/} "*) continue ;; esac
        add_job unit "unit.$room.${program##*/}" "$program" "" "${3:-}"
        found=1
    done
    [ -n "$found" ] || [ -z "$1" ] || refuse "no unit test 'unit/$1${2:+/$2}' is built; the source of unit/ROOM/FILE is tests/unit/ROOM/FILE_test.c"
}

add_cli() { # AREA CASE; each may be empty
    local area
    [ -z "$2" ] || [ -e "tests/cli/$1/$2.sh" ] || refuse "case 'tests/cli/$1/$2.sh' does not exist"
    for area in tests/cli/${1:-*}/; do
        [ -d "$area" ] || refuse "unknown area 'cli/$1', expected one of: $(cd tests/cli && printf '%s ' */ | tr -d /)"
        area=${area#tests/cli/} area=${area%/}
        add_job cli "cli.$area${2:+.$2}" "$PWD/tests/cli/run.sh" "$area${2:+/$2}"
    done
}

for group in $all_groups; do
    jobs_of[$group]=
    part=${parts[$group]:-}
    [ -n "$part" ] || continue
    case $group:$part in
        unit:all) add_unit '' '' '' ;;
        cli:all) add_cli '' '' ;;
        *:all) [ ! -x "tests/$group/run.sh" ] || add_job "$group" "$group" "$PWD/tests/$group/run.sh" ;;
        golden:* | fuzz:*) add_job "$group" "$group" "$PWD/tests/$group/run.sh" "$part" ;;
        *)
            set -f
            for part in $part; do
                IFS=/ read -r one two three <<<"$part"
                set +f
                case $group in
                    unit) add_unit "$one" "$two" "$three" ;;
                    cli) add_cli "$one" "$two" ;;
                esac
            done
            ;;
    esac
done

# ---------------------------------------------------------------- running the jobs
# Output, exit status and times of a job go to files named after it. A job that is terminated terminates its command.
run_job() { # NAME
    local start child status now words
    trap '' INT
    trap 'kill $child 2>/dev/null' TERM
    now_ms && start=$now
    read -r -a words <<<"${words_of[$1]}"
    TMPDIR=$work/tmp/$1 REDBOOK_TEST=${test_of[$1]} exec_limited "${command_of[$1]}" "${words[@]}" >"$results/$1.out" 2>&1 </dev/null &
    child=$!
    wait "$child"
    status=$?
    now_ms
    printf '%s %s %s\n' "$status" "$start" "$now" >"$results/$1.rc"
    rmdir "$work/tmp/$1" 2>/dev/null || { chmod -R u+rwx "$work/tmp/$1"; rm -rf "$work/tmp/$1"; } 2>/dev/null
}
exec_limited() {
    export TMPDIR REDBOOK_TEST
    case $1 in "$B"/unit/*) set -- "${under[@]}" "$@" ;; esac
    exec "${limit[@]}" "$@"
}

# Reads the TAP of all jobs of a group. Standard input has a line NAME STATUS for each job. Prints the numbers of passed, failed and
# skipped tests in the first line, then the lines to show. Sanitizers and crashes do not print TAP, so the end of the output of a
# failed program is shown.
read_tap() { # GROUP
    LC_ALL=C awk -v unit="$([ "$1" != unit ] || echo 1)" -v results="$results" '
        function show(text) { shown = shown text "\n" }
        function begin(    part) {
            name = $1; status = $2; planned = plan = found = failures = showing = lines = 0
            split("", tail)
            path = results "/" name ".out"
            if (unit) { split(name, part, "."); name = part[2] "/" part[3] }
            else sub(/\..*/, "", name)
        }
        function result(line,    title, reason) {
            found++; showing = 0
            title = line; sub(/^(not )?ok *[0-9]* *(- *)?/, "", title)
            if (match(title, /# *[Ss][Kk][Ii][Pp]/)) {
                skipped++
                reason = substr(title, RSTART + RLENGTH); title = substr(title, 1, RSTART - 1)
                sub(/^[ :]+/, "", reason); sub(/ +$/, "", title)
                if (title == "") { title = reason; reason = "" }
                show("  skip  " name ": " title (reason == "" ? "" : ": " reason))
            } else if (line ~ /^not/) { failures++; showing = 1; show("  FAIL  " name ": " title) }
            else passed++
        }
        function read_line(line) {
            tail[++lines % 40] = line
            if (line ~ /^[0-9]*1\.\.[0-9]+/) { sub(/^1\.\./, "", line); planned = line + 0; plan = 1 }
            else if (line ~ /^(not )?ok( |$)/) result(line)
            else if (line ~ /^#\| /) show("  " substr(line, 4))
            else if (showing) { sub(/^# ?/, "", line); show("        " line) }
        }
        function end(    why, i) {
            why = ""
            if (status == 124 || status == 137) why = "timed out or was killed"
            else if (status > 128) why = "was ended by signal " (status - 128)
            else if (status && !failures) why = "exit status " status
            else if (unit && !plan) why = "printed no plan"
            else if (!found && !plan) why = "printed no result"
            else if (plan && found < planned) why = "planned " planned " tests and reported " found
            if (why != "") why = why " after " found + 0 " results"
            else if (unit && !found) why = "has no test of the given name"
            if (why != "") {
                failures++
                show("  FAIL  " name ": " why "; the end of its output:")
                for (i = lines > 40 ? lines - 39 : 1; i <= lines; i++) show("        " tail[i % 40])
            }
            failed += failures
        }
        {
            begin()
            while ((getline line < path) > 0) read_line(line)
            close(path)
            end()
        }
        END { printf "%d %d %d\n%s", passed, failed, skipped, shown }'
}

total_passed=0 total_failed=0 total_skipped=0
report_group() {
    local group=$1 first='' last=0 name status start end text counts shown=
    for name in ${jobs_of[$group]}; do
        read -r status start end <"$results/$name.rc"
        printf '%s %s\n' "$name" "$status" >&3
        [ -n "$first" ] && [ "$first" -le "$start" ] || first=$start
        [ "$last" -ge "$end" ] || last=$end
    done 3>"$results/list"
    text=$(read_tap "$group" <"$results/list")
    read -r -a counts <<<"${text%%$'\n'*}"
    [ "${text%%$'\n'*}" = "$text" ] || shown=${text#*$'\n'}$'\n'
    if [ -z "${jobs_of[$group]}" ]; then
        counts[1]=1 shown="  FAIL  $group: no test to run"$'\n'
    fi
    text="${counts[0]} passed"
    [ "${counts[1]}" -eq 0 ] || text+=", ${counts[1]} failed"
    [ "${counts[2]}" -eq 0 ] || text+=", ${counts[2]} skipped"
    last=$((last - ${first:-0}))
    printf '%-8s %-40s %4d.%d s\n%s' "$group" "$text" $((last / 1000)) $((last % 1000 / 100)) "$shown"
    total_passed=$((total_passed + counts[0])) total_failed=$((total_failed + counts[1]))
    total_skipped=$((total_skipped + counts[2]))
}

# Reports each group whose jobs have all ended, in the order of the groups.
waiting=
report_what_ended() {
    local group name _ left
    while [ -n "$waiting" ]; do
        group=${waiting%% *}
        left=
        for name in ${jobs_of[$group]}; do
            read -r _ _ _ 2>/dev/null <"$results/$name.rc" || left+=" $name"
        done
        [ -z "$left" ] || return
        report_group "$group"
        waiting=${waiting#"$group "}
    done
}
for group in $all_groups; do [ -z "${parts[$group]:-}" ] || waiting+="$group "; done

running=0
one_ended() {
    wait -n
    running=$((running - 1))
    report_what_ended
}
for group in $starting_order; do
    for name in ${jobs_of[$group]}; do
        mkdir "$work/tmp/$name" || exit 2
        run_job "$name" &
        running=$((running + 1))
        [ "$running" -lt "$JOBS" ] || one_ended
    done
done
while [ "$running" -gt 0 ]; do one_ended; done
# A killed job leaves no status.
for group in $waiting; do
    for name in ${jobs_of[$group]}; do
        [ -s "$results/$name.rc" ] || printf '255 0 0\n' >"$results/$name.rc"
        [ -e "$results/$name.out" ] || printf 'the job was not started\n' >"$results/$name.out"
    done
done
report_what_ended

printf '%d passed, %d failed' "$total_passed" "$total_failed"
[ "$total_skipped" -eq 0 ] || printf ', %d skipped' "$total_skipped"
printf '\n'
[ "$total_failed" -eq 0 ] && [ "$total_passed" -gt 0 ]
