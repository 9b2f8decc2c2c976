#!/usr/bin/env bash
# tests/corpus/run.sh [--update] - reads every sheet of the corpus and compares the result with the expected one next to it
#
# In the folder of each format - cue, toc, ccd, gdi - good.NNN.what.cue has to be read and bad.NNN.what.cue has to be refused
# (the suffix is the folder's name). The output of $B/corpus/dump_cue, which reads any format, must equal the file of the same
# name that ends in .expected. One TAP line for each sheet; the status is 0 only when all
# agree. --update writes the .expected files anew and shows the changes: review them before you commit.
set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 2
B=${B:-$here/../../build}
dump=$B/corpus/dump_cue
update=
[ "${1:-}" = --update ] && update=yes
[ -x "$dump" ] || { printf "tests/corpus/run.sh: no '%s'; run make check\n" "$dump" >&2 && exit 2; }
dump=$(cd "$(dirname "$dump")" && pwd)/dump_cue
cd "$here" || exit 2

actual=$(mktemp "${TMPDIR:-/tmp}/corpus.XXXXXX") || exit 2
folder_of_files=$(mktemp -d "${TMPDIR:-/tmp}/corpus.XXXXXX") || exit 2
trap 'rm -rf "$actual" "$folder_of_files"' EXIT
count=0 failed=0

say() { # TITLE REASON: a test that failed for the reason, or passed without one
    count=$((count + 1))
    if [ -z "$2" ]; then
        printf 'ok %d - corpus: %s\n' "$count" "$1"
    else
        failed=$((failed + 1))
        printf 'not ok %d - corpus: %s\n' "$count" "$1"
        printf '%s\n' "$2" | sed 's/^/# /'
    fi
}

# What is made of a sheet. One whose tracks are as long as its files has a list of these, good.NNN.what.files: sectors, bytes of
# a sector, name. They are made for it, of zeros.
dump() { # SHEET
    local sectors bytes file
    if [ ! -e "${1%.*}.files" ]; then
        "$dump" "$1"
        return
    fi
    rm -rf "${folder_of_files:?}"/*
    cp "$1" "$folder_of_files"
    while read -r sectors bytes file; do
        truncate -s $((sectors * bytes)) "$folder_of_files/$file"
    done <"${1%.*}.files"
    (cd "$folder_of_files" && "$dump" "$1")
}

read_folder() { # FORMAT: every sheet in the folder of that name, in the working directory
    local sheet name wanted status reason expected
    for sheet in good.*."$1" bad.*."$1"; do
        [ -e "$sheet" ] || continue
        name=${sheet%."$1"}
        wanted=0
        case $sheet in bad.*) wanted=1 ;; esac
        dump "$sheet" 2>&1 | sed 's/^\(.*expected a descriptor\) ([^)]*)/\1 (...)/' >"$actual" # a list of formats
        status=${PIPESTATUS[0]}
        if [ -n "$update" ] && [ "$status" = "$wanted" ]; then
            cmp -s "$actual" "$name.expected" || cat "$actual" >"$name.expected"
        fi
        reason=
        if [ "$status" != "$wanted" ]; then
            reason=$(printf 'expected exit %d, found %d\n' "$wanted" "$status" && cat "$actual")
        elif [ ! -e "$name.expected" ]; then
            reason="there is no $name.expected"
        else
            reason=$(diff -u --label expected --label found "$name.expected" "$actual")
        fi
        say "$1 $name" "$reason"
    done
    for expected in *.expected; do
        [ -e "${expected%.expected}.$1" ] || say "$1 $expected" 'no sheet stands beside it'
    done
}

for folder in cue toc ccd gdi cdt v07t; do
    cd "$here/$folder" || exit 2
    before=$count
    read_folder "$folder"
    [ "$count" -gt "$before" ] || say "$folder" 'there are no sheets'
done
# Every sheet that the README describes exists.
missing=$(grep -oE '[a-z]+/(good|bad)\.[0-9]{3}\.[a-z0-9-]+' "$here/README" | sort -u |
    while IFS=/ read -r folder name; do [ -e "$here/$folder/$name.$folder" ] || echo "$folder/$name is not there"; done)
say 'every sheet that README names' "$missing"
# The discs themselves, with payload: redbook is in the folder above that of dump_cue.
redbook=${dump%/corpus/dump_cue}/redbook
if command -v python3 >/dev/null && [ -x "$redbook" ]; then
    say 'every disc goes through a CHD and back' "$(python3 "$here/through.py" "$redbook" "$dump" 2>&1)"
else
    count=$((count + 1))
    printf 'ok %d - corpus: every disc goes through a CHD and back # SKIP python3 is not installed\n' "$count"
fi
printf '1..%d\n' "$count"
[ -z "$update" ] || git -C "$here" diff --stat -- cue toc ccd gdi cdt v07t >&2
[ "$failed" = 0 ]
