#!/usr/bin/env bash
# Checks the rules of the project that a program can check. Prints TAP. A check of all files is one pass over them, not one
# process per file.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/tap.sh

# Every file that is tracked or would be committed; without git, every file outside build.
all_files() {
    git ls-files -co --exclude-standard 2>/dev/null | while IFS= read -r path; do [ ! -e "$path" ] || printf '%s\n' "$path"; done |
        LC_ALL=C sort -u | grep . || find . -path ./build -prune -o -path ./.git -prune -o -type f -print | sed 's|^\./||' | LC_ALL=C sort
}
files=$(all_files)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/redbook-house.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP
c_files=$(grep -E '^(src|include|tools|samples|tests)/.*\.[ch]$' <<<"$files")
scripts=$(grep -E '\.sh$|^tests/[^.]*$|^\.ci/' <<<"$files" | grep -vE '/corpus/|^tests/fuzz/seeds/')

# Succeeds if the command prints nothing; else its output is the diagnostics.
nothing() {
    local found
    found=$("$@")
    [ -z "$found" ] || { printf '%s\n' "$found" && return 1; }
}

short_files() {
    # shellcheck disable=SC2086
    wc -l $c_files | awk '$2 != "total" && $1 > 600 { print $2 ": " $1 " lines, the limit is 600" }'
}

# clang-format breaks code and leaves comments alone.
narrow_lines() {
    # shellcheck disable=SC2086
    awk 'length > 132 { print FILENAME ":" FNR ": " length " columns, the limit is 132" }' $c_files
}

# A function's body is between a "{" and a "}" in the first column.
short_functions() {
    # shellcheck disable=SC2086
    awk 'FNR == 1 { start = 0 } /^\{$/ { start = FNR; name = before } /^\}$/ && start {
            if (FNR - start - 1 > 60) print FILENAME ":" start ": " FNR - start - 1 " lines in " name ", the limit is 60"
            start = 0
        } { before = $0 }' $c_files
}

listed_sources() {
    env -u MAKEFLAGS -u MAKELEVEL "${MAKE:-make}" -npq 2>/dev/null |
        sed -n 's/^\(LIB_SOURCES\|BURN_SOURCES\|IMAPI_SOURCES\|PDF_SOURCES\|CLI_SOURCES\|REDBOOK_SOURCES\|REDBOOK_BURN_SOURCES\) := //p' | tr ' ' '\n' | grep . | LC_ALL=C sort
}

sources_are_listed() {
    diff <(listed_sources) <(grep -E '^(src|tools)/.*\.c$' <<<"$files") |
        sed -n 's/^< \(.*\)/\1: the Makefile lists it, but it does not exist/p; s/^> \(.*\)/\1: the Makefile does not list it/p'
}

sources_have_tests() {
    local path
    for path in $(grep -E '^src/.*\.c$' <<<"$files"); do
        path=tests/unit/${path#src/}
        [ -e "${path%.c}_test.c" ] || printf '%s: its test %s does not exist\n' "src/${path#tests/unit/}" "${path%.c}_test.c"
    done
}

# By their names: a typedef of a function has no rbk_status in the first column of its name.
calls_are_refused() {
    comm -23 <(grep -hoE '^(RBK_MUST_CHECK )?rbk_status rbk_[a-z0-9_]+\(' include/redbook/*.h | grep -oE 'rbk_[a-z0-9_]+\(' | LC_ALL=C sort -u) \
        <(grep -hoE '\b(REFUSES|ALLOWS)\(rbk_[a-z0-9_]+\(' tests/unit/about/pointers_test.c tests/unit/burn/pointers_test.c |
            grep -oE 'rbk_[a-z0-9_]+\(' | LC_ALL=C sort -u) | sed 's/($/: no test calls it without its pointers (unit\/about\/pointers)/'
}

# Checks the files that the pages about the structure name by their path or the end of it; "name" is a placeholder.
named_files() {
    local page name
    for page in CONTRIBUTING.md tools/manual/architecture.md; do
        for name in $(grep -oE '`[a-z_/*-]+\.(c|h|sh|py)`' "$page" | tr -d '`' | sort -u); do
            case $name in name.* | */name.* | */name_test.c) continue ;; esac
            grep -qE "(^|/)${name//\*/[a-z_]*}\$" <<<"$files" || printf '%s: names %s, which does not exist\n' "$page" "$name"
        done
    done
}

# Words that mark unfinished work, and absolute paths of one machine.
forbidden_words() {
    grep -vE '^tests/house/run\.sh$' <<<"$files" | tr '\n' '\0' |
        xargs -0 grep -nIE '\b(TO''DO|FIX''ME|XX''X)\b|(^|[^[:alnum:]_.-])/(root|work|home)/' | head -n 20
}

# grep -I finds no line in an empty file either, which is not binary. The pictures of the manual have a limit.
picture_bytes_most=150000
binary_files() {
    local path
    for path in $(grep -E '^tools/manual/[a-z-]+\.png$' <<<"$files"); do
        [ "$(wc -c <"$path")" -le "$picture_bytes_most" ] || printf '%s: larger than %s bytes\n' "$path" "$picture_bytes_most"
    done
    grep -vE '^tests/(corpus|fuzz)/|^tools/manual/[a-z-]+\.png$' <<<"$files" | tr '\n' '\0' | xargs -0 grep -IL . /dev/null |
        while IFS= read -r path; do
            [ ! -s "$path" ] || printf '%s: not text\n' "$path"
        done
}

# grep counts a last line without a newline, wc does not.
no_last_newline() { # LIST
    awk 'FNR == 1 { input++ } { count = $1; sub(/^ *[0-9]+ /, "") }
        input == 1 { lines[$0] = count; next }
        $0 in lines && lines[$0] != count { print $0 ": no newline at the end" }' \
        <(xargs -0 grep -c '' /dev/null <"$1" | sed -E 's/^(.*):([0-9]+)$/\2 \1/') <(xargs -0 wc -l /dev/null <"$1")
}

untidy_text() {
    local list=$scratch/text
    grep -E '\.(c|h|sh|md|py|json|[135]|in|map)$|Makefile|^\.' <<<"$files" | tr '\n' '\0' >"$list"
    no_last_newline "$list"
    LC_ALL=C xargs -0 grep -nE -m 3 '[[:blank:]]$' /dev/null <"$list" | sed -E 's/^([^:]*:[0-9]+):.*/\1: blanks at the end of the line/'
    LC_ALL=C xargs -0 grep -n -m 3 $'\r' /dev/null <"$list" | sed -E 's/^([^:]*:[0-9]+):.*/\1: carriage return/'
}

# If a variable comes from the environment, make exports it with the value of the Makefile: a test would never get the user's value.
hidden_settings() {
    comm -12 <(xargs grep -hoE 'getenv\("[A-Z_]+"|\$\{[A-Z][A-Z_]+:-' < <(grep '^tests/' <<<"$scripts"$'\n'"$c_files") | grep -oE '[A-Z][A-Z_]+' | LC_ALL=C sort -u) \
        <(sed -n 's/^\([A-Z][A-Z_0-9]*\) *:*= *.*/\1/p' Makefile | LC_ALL=C sort -u) |
        grep -vxE 'CC|CXX|CFLAGS|HARDENING|PKG_CONFIG|SANITIZE|TESTS' | sed 's/$/: set in the Makefile and read by a test from the environment/'
}

top_level() {
    cut -d/ -f1 <<<"$files" | LC_ALL=C sort -u | grep -vxE 'Makefile|src|include|tools|tests|samples|LICENSE|README\.md|CHANGELOG\.md|CONTRIBUTING\.md|\.ci|\.clang-format|\.editorconfig|\.gitignore' |
        sed 's/$/: not an expected name at the top level/'
}

scripts_parse() {
    local path first
    for path in $scripts; do
        bash -n "$path" 2>&1
        read -r first <"$path"
        case $first in '#!'*) [ -x "$path" ] || printf '%s: not executable\n' "$path" ;; esac
    done
}

check "rooms include lower levels only, and each library is included by one file" tests/house/check-layers.sh
check "each public header compiles alone, and the symbol map lists what they declare" tests/house/check-headers.sh
check "comments and names use the words of the vocabulary" tests/house/check-words.sh code
check "messages and documents use the words of the vocabulary" tests/house/check-words.sh text
check "no C file has more than 600 lines" nothing short_files
check "no function has more than 60 lines" nothing short_functions
check "no line of a C file has more than 132 columns" nothing narrow_lines
check "the Makefile lists every source and no other" nothing sources_are_listed
check "every source of the library has a unit test of its name" nothing sources_have_tests
check "every public call that can fail is called without its pointers" nothing calls_are_refused
check "the pages about the structure name files that exist" nothing named_files
check "each promise about untrusted input names tests that exist" nothing tests/house/check-promises.sh
check "each of these promises has changes that break it, which fit the sources" nothing python3 -B tests/mutate/promises.py --check
check "no environment variable of a test is overridden by the Makefile" nothing hidden_settings
check "the top level has the expected files and folders only" nothing top_level
check "no file has marks of unfinished work or paths of one machine" nothing forbidden_words
check "no file is binary, except small pictures of the manual" nothing binary_files
check "text files end with a newline, and no line ends with a blank" nothing untidy_text
check "every script parses, and those with an interpreter line are executable" nothing scripts_parse

# The output of clang-format depends on its version; the tree is formatted with this one.
formatter=$(clang-format --version 2>/dev/null | sed -n 's/.*version \([0-9]*\).*/\1/p')
if [ "$formatter" != 14 ]; then
    skip "C files are formatted" "clang-format 14 is not installed (found: ${formatter:-none})"
else
    # shellcheck disable=SC2086
    check "C files are formatted" nothing sh -c 'printf "%s\n" "$@" | xargs -P "${JOBS:-2}" -n 60 clang-format --dry-run 2>&1 | grep Wclang-format' sh $c_files
fi
if ! command -v shellcheck >/dev/null; then
    skip "scripts pass shellcheck" "shellcheck is not installed"
else
    # shellcheck disable=SC2086
    check "scripts pass shellcheck" sh -c 'printf "%s\n" "$@" | xargs -P "${JOBS:-2}" -n 60 shellcheck -x -S error' sh $scripts
fi
# The name of the build folder depends on the compiler, so it may change when a compiler is installed.
folders_after_packages() {
    awk '/^[a-z][a-z-]*:/ { target = / setup-/ ? $1 : "" }
        target && /^\t/ && /\$\((B|O|GEN|TOOL|STATIC_LIB)[):]/ { print "Makefile:" FNR ": " target " uses a folder whose name was computed before packages were installed" }' Makefile
}
check "targets that install packages use no folder whose name depends on them" nothing folders_after_packages
# Other systems have newer versions of the libraries.
deprecation_passes() {
    local flags
    flags=$(env -u MAKEFLAGS -u MAKELEVEL "${MAKE:-make}" -npq 2>/dev/null | sed -n 's/^WARNINGS := //p')
    # shellcheck disable=SC2086 # lists of words
    printf '__attribute__((deprecated)) int old(void);\nint caller(void);\nint caller(void)\n{\n    return old();\n}\n' |
        ${CC:-cc} -std=c11 $flags -x c -c - -o "$scratch/deprecated.o"
}
check "a call of a deprecated function does not fail the build" deprecation_passes
check_built_binaries() {
    [ "$(uname -s)" = Linux ] && command -v readelf >/dev/null ||
        { skip "programs and libraries are hardened" "it needs Linux and readelf" && return; }
    [ -n "${HARDENING:-}" ] || { skip "programs and libraries are hardened" "they were built with HARDENING= or not by make check" && return; }
    check "programs and libraries are hardened" tests/house/check-hardening.sh
}
check_built_binaries
# As check, for a command that exits with 77, after a reason, if something it requires is missing.
check_or_skip() { # NAME COMMAND...
    local name=$1 said status
    shift
    said=$("$@" 2>&1)
    status=$?
    case $status in
        0) ok "$name" ;;
        77) skip "$name" "$said" ;;
        *) not_ok "$name" "$said" ;;
    esac
}
check_or_skip "programs built with the last release run with this library" tests/house/check-abi.sh "$scratch/abi"
check "header, changelogs and man pages name the same version" tests/house/check-packaging.sh versions
check "package files name the libraries that are used" tests/house/check-packaging.sh libraries
check_or_skip "the archive has the same bytes each time, and package files parse" tests/house/check-packaging.sh files "$scratch/packaging"
pages_made() { # from headers, if they were built
    ls "${B:-build}"/man3/*.3 2>/dev/null
}
lint_by_mandoc() { for page in tools/*/*.[135] $(pages_made); do mandoc -T lint -W warning "$page"; done; }
lint_by_groff() { for page in tools/*/*.[135] $(pages_made); do groff -mandoc -Tutf8 -ww -z "$page" 2>&1; done; }
# A quotation that is opened within another one: groff reads ".Pq Ql a , Ql b" like that, and says nothing. Or one of several rules:
# ".Ql a.b , c.d" has both in one.
quotes_in_quotes() {
    local page
    for page in tools/*/*.[135] $(pages_made); do
        groff -mandoc -rLL=9999n -Tutf8 -P-cbou "$page" 2>/dev/null | grep -oE '‘[^’]*‘|‘[a-z-]+\.[a-z-]+, [^’]*’' | sed "s|^|$page: |"
    done
}
if command -v mandoc >/dev/null; then
    check "man pages have no errors" nothing lint_by_mandoc
else
    skip "man pages have no errors" "mandoc is not installed"
fi
if command -v groff >/dev/null; then
    check "man pages have no warnings of groff" nothing lint_by_groff
    check "man pages have no quotation within another one" nothing quotes_in_quotes
else
    skip "man pages have no warnings of groff" "groff is not installed"
fi
# The page of each command is named by the page of its program, and pages of redbook that a page names exist.
links_of_pages() {
    local page name
    for page in tools/*/*.1; do
        name=${page##*/}
        case $name in redbook.1 | redbook-burn.1) continue ;; esac
        case $name in redbook-burn-*) top=tools/redbook-burn/redbook-burn.1 ;; *) top=tools/redbook/redbook.1 ;; esac
        grep -q "^.Xr ${name%.1} 1" "$top" || echo "$top: does not refer to $name"
    done
    for page in tools/manual/*.[35]; do
        name=${page##*/}
        grep -q "^.Xr ${name%.*} ${name##*.}" tools/redbook/redbook.1 || echo "tools/redbook/redbook.1: does not refer to ${name%.*}"
    done
    sed -n 's/^\.Xr \(redbook[a-z._-]*\) \([135]\).*/\1.\2/p' tools/*/*.[135] | sort -u | while IFS= read -r name; do
        ls tools/*/"$name" >/dev/null 2>&1 || [ -e "include/redbook/${name#redbook_}" ] || [ -e "include/redbook/$(sed 's/redbook_\(.*\)\.3/\1.h/' <<<"$name")" ] || echo "a page refers to $name, which does not exist"
    done
}
check "man pages refer to each other" nothing links_of_pages
links_of_documents() {
    local document target folder
    grep '\.md$' <<<"$files" | xargs grep -oHE '\]\([^) ]+\)' | while IFS=: read -r document target; do
        target=${target#](} target=${target%)} folder=.
        case $target in http*:* | '#'*) continue ;; esac
        case $document in */*) folder=${document%/*} ;; esac
        [ -e "$folder/${target%%#*}" ] || echo "$document: refers to '$target', which does not exist"
    done
}
check "links between documents lead to files" nothing links_of_documents
tap_done
