#!/usr/bin/env bash
# tests/analyse/run.sh [PART...] <FILES - static analysis of the sources named on standard input; parts (default: tidy and cppcheck):
#
#   tidy      clang-tidy with the checks in TIDY_CHECKS
#   gcc       the analyzer of GCC (-fanalyzer)
#   cppcheck  warnings and portability
#
# Accepted findings are in TOOL.accepted in this folder, each with its reason; its rows are ID:FILE. All others are printed, and the
# script exits with 1. What a tool finds in a file is kept in build/analyse/cache and used again until the file, a header, an option or the tool
# changes. Environment: COMPILER_FLAGS (options of the compiler, as words of the shell), TIDY_CHECKS.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 2
work=$PWD/build/analyse
failed=0
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
eval "flags=(${COMPILER_FLAGS:-})"

# ---------------------------------------------------------------- one file
# Each prints findings as "FILE:LINE:COLUMN: error: what [ID]".
tidy_file() { clang-tidy --quiet --warnings-as-errors='*' -checks="$TIDY_CHECKS" "$1" -- "${flags[@]}" 2>/dev/null; }
# The macro makes failures of base/fail.h visible. Leaks are not reported: memory that becomes part of a structure was one in all of 70
# findings; tests count allocations, and so does valgrind. At -O1: without optimisation the paths are too many, and with more the statements are no longer those of the source.
gcc_file() { LC_ALL=C gcc "${flags[@]}" -D__clang_analyzer__ -O1 -fanalyzer -Wno-analyzer-malloc-leak -fdiagnostics-plain-output -c "$1" -o /dev/null 2>&1; }

# The same, from the cache if the preprocessed file is the same.
cached_file() { # PART FILE
    local key kept
    key=$({ declare -f "$1_file" && printf '%s\n' "$1" "$VERSION" "${TIDY_CHECKS:-}" "${flags[*]}" && cat "$2" && cc -E "${flags[@]}" "$2"; } 2>/dev/null | sha256sum)
    kept=$work/cache/${key%% *}
    if [ ! -e "$kept" ]; then
        "$1_file" "$2" | sed -n "s|^$PWD/||; /: \(warning\|error\): .*\]\$/p" >"$kept.$$"
        # A tool that fails without a finding has not seen the file.
        if [ "${PIPESTATUS[0]}" -ne 0 ] && [ ! -s "$kept.$$" ]; then
            printf '%s:1:1: error: %s failed [failed]\n' "$2" "$1"
            return
        fi
        mv "$kept.$$" "$kept"
    fi
    cat "$kept"
}
if [ "${1:-}" = --file ]; then
    cached_file "$2" "$3"
    exit
fi

# ---------------------------------------------------------------- all files
mkdir -p "$work/cache" || exit 2
cat >"$work/files"

# Removes findings that are accepted: their ID is that of a row, without what the tool adds to it, and their file too.
unaccepted() { # TOOL
    awk -v rows="$here/$1.accepted" '
        BEGIN { while ((getline row < rows) > 0) if (row !~ /^#/) accepted[row] = 1 }
        {
            file = $0; sub(/:.*/, "", file)
            id = $0; sub(/.*\[/, "", id); sub(/[],].*/, "", id)
            if (!((id ":" file) in accepted)) print
        }'
}

result() { # TOOL FILE-OF-FINDINGS
    if [ -s "$2" ]; then
        printf '%s: %d findings\n' "$1" "$(wc -l <"$2")"
        head -n 60 "$2"
        failed=1
    else
        printf '%s: clean (%d files)\n' "$1" "$(wc -l <"$work/files")"
    fi
}

each_file() { # PART TOOL
    VERSION=$("$2" --version) xargs -P "$jobs" -n 1 "$here/run.sh" --file "$1" <"$work/files" >"$work/$1.all"
    LC_ALL=C sort -u "$work/$1.all" | unaccepted "$2" >"$work/$1.findings"
    result "$2" "$work/$1.findings"
}

run_tidy() { each_file tidy clang-tidy; }
run_gcc() { each_file gcc gcc; }
run_cppcheck() {
    mkdir -p "$work/cppcheck"
    cppcheck -q -j "$jobs" --cppcheck-build-dir="$work/cppcheck" --std=c11 --enable=warning,portability --inline-suppr -D_DEFAULT_SOURCE \
        -D__GNUC__=12 -D__linux__ -Iinclude -Isrc -Itools --suppress=missingIncludeSystem \
        --suppressions-list=tests/analyse/cppcheck.accepted --template='{file}: {id}: {message} (line {line})' --file-list="$work/files" \
        2>"$work/cppcheck.findings" >"$work/cppcheck.log"
    result cppcheck "$work/cppcheck.findings"
}

[ $# -gt 0 ] || set -- tidy cppcheck
for part in "$@"; do
    case $part in
        tidy) tool=clang-tidy ;;
        gcc) tool=gcc ;;
        cppcheck) tool=cppcheck ;;
        *) printf "analyse: unknown part '%s', expected tidy, gcc or cppcheck\n" "$part" >&2 && exit 2 ;;
    esac
    if command -v "$tool" >/dev/null; then
        "run_$part"
    else
        printf '%s: not installed\n' "$tool"
        failed=1
    fi
done
exit "$failed"
