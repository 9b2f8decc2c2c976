#!/usr/bin/env bash
# tests/cli/run.sh [--update] [AREA/CASE | AREA]... - runs the tools like a user and compares all of their output. TAP.
#
# Areas burn-... are those of redbook-burn and are skipped if it is not built.
# A case is AREA/CASE.sh, run by bash in a fresh scratch folder with the tool and the generators in PATH. Next to it are the
# expected results: .stdout and .stderr (exact; without the file: nothing) and .exit (without: 0). A case that ends with 77 was
# skipped, for the reason on its stdout. In every case no unfinished file may remain, after a failure (any exit status but 0
# and 3) no out.cue and no out.bin either, and a crash or a hang is always a failure.
#
# --update makes the results the expected ones and shows the difference.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/tap.sh

B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
[ -x "$B/redbook" ] || { printf "tests/cli/run.sh: no '%s/redbook'; run make\n" "$B" >&2 && exit 2; }
export LC_ALL=C TZ=UTC TERM=xterm B
export PATH=$B:$B/gen:$PATH
export TREE=$PWD
unset POSIXLY_CORRECT LANGUAGE COLUMNS LINES
shopt -s globstar nullglob dotglob

update=
if [ "${1:-}" = --update ]; then
    update=1
    shift
fi

scratch=$(mktemp -d "${TMPDIR:-/tmp}/redbook-cli.XXXXXX") || exit 2
trap 'chmod -R u+rwx "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP

cases() { # those that were named, else all
    local name
    if [ $# -eq 0 ]; then
        find tests/cli -mindepth 2 -name '*.sh' | LC_ALL=C sort
        return
    fi
    for name in "$@"; do
        [ -d "tests/cli/$name" ] && find "tests/cli/$name" -name '*.sh' | LC_ALL=C sort || printf 'tests/cli/%s.sh\n' "$name"
    done
}

# Our own files that must not remain: sets left.
remains() { # FOLDER EXIT
    left=("$1"/**/*.redbook-*)
    case $2 in 0 | 3) ;; *) left+=("$1"/**/out.cue "$1"/**/out.bin) ;; esac
}

# The text of a file, without a process: sets text. Fails if it contains a zero byte; a missing file is empty.
text_of() { # FILE
    text=
    [ -e "$1" ] || return 0
    ! IFS= read -r -d '' text <"$1"
}

# compare KIND EXPECTED-FILE FOUND-FILE: adds the difference to difference.
compare() {
    local expected=$2 text wanted
    if text_of "$2"; then
        wanted=$text
        if text_of "$3" && [ "$text" = "$wanted" ]; then return; fi
    fi
    [ -e "$expected" ] || expected=/dev/null
    difference+=$(diff -u --label "expected $1" --label "found $1" "$expected" "$3")
}

keep() { # FILE FOUND: an empty file is not written
    if [ -s "$2" ]; then cat "$2" >"$1"; else rm -f "$1"; fi
}

# Starting a process takes longer than most cases: a case that passes starts three, for its time limit, itself and cleaning up.
run_case() { # SCRIPT
    local base=${1%.sh} name status wanted=0 difference= left text
    name=${base#tests/cli/}
    case $name in burn-*) [ -x "$B/redbook-burn" ] || { skip "$name" "redbook-burn is not built: libcdio is not installed" && return; } ;; esac
    case $name in report/*) [ -e "$B/redbook-pdf.so" ] || { skip "$name" "PDF is not built: Pango is not installed" && return; } ;; esac
    local place=$scratch/$name
    (cd "$place/here" && exec timeout --kill-after=10 300 bash "$TREE/$1") \
        >"$place/stdout" 2>"$place/stderr" </dev/null
    status=$?
    if [ "$status" -eq 77 ]; then
        IFS= read -r text <"$place/stdout"
        skip "$name" "$text"
        return
    fi
    # A crash, an abort or a hang is never expected.
    case $status in 124 | 132 | 134 | 135 | 136 | 137 | 139)
        not_ok "$name" "ended with $status; it said: $(tail -n 5 "$place/stderr")"
        return
        ;;
    esac
    if [ -n "$update" ]; then
        keep "$base.stdout" "$place/stdout"
        keep "$base.stderr" "$place/stderr"
        if [ "$status" -eq 0 ]; then rm -f "$base.exit"; else printf '%s\n' "$status" >"$base.exit"; fi
    fi
    [ ! -e "$base.exit" ] || read -r wanted <"$base.exit"
    [ "$status" = "$wanted" ] || difference+="exit $status, expected $wanted"$'\n'
    compare stdout "$base.stdout" "$place/stdout"
    compare stderr "$base.stderr" "$place/stderr"
    remains "$place/here" "$status"
    [ ${#left[@]} -eq 0 ] || difference+=$'\n'"these files remain: ${left[*]//$place\/here\//}"
    if [ -z "$difference" ]; then ok "$name"; else not_ok "$name" "$difference"; fi
    rm -rf "$place" 2>/dev/null || { chmod -R u+rwx "$place" && rm -rf "$place"; } 2>/dev/null
}

mapfile -t scripts < <(cases "$@")
folders=("${scripts[@]#tests/cli/}")
(cd "$scratch" && mkdir -p "${folders[@]/%.sh//here}") || exit 2
for script in "${scripts[@]}"; do
    run_case "$script"
done
[ -z "$update" ] || git --no-pager diff --stat -- tests/cli >&2
tap_done
