#!/usr/bin/env bash
# The rules of the project that a program can check. TAP. A check of every file is one pass over all of them, not one process
# per file.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/tap.sh

# Every file that is or would be committed; without git, every file that is not built.
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

# Succeeds when the command prints nothing; its output is the diagnostics.
nothing() {
    local found
    found=$("$@")
    [ -z "$found" ] || { printf '%s\n' "$found" && return 1; }
}

short_files() {
    # shellcheck disable=SC2086
    wc -l $c_files | awk '$2 != "total" && $1 > 600 { print $2 ": " $1 " lines, 600 is the most" }'
}

# A function's body is between "{" and "}" in the first column.
short_functions() {
    # shellcheck disable=SC2086
    awk 'FNR == 1 { start = 0 } /^\{$/ { start = FNR; name = before } /^\}$/ && start {
            if (FNR - start - 1 > 60) print FILENAME ":" start ": " FNR - start - 1 " lines in " name ", 60 is the most"
            start = 0
        } { before = $0 }' $c_files
}

listed_sources() {
    env -u MAKEFLAGS -u MAKELEVEL "${MAKE:-make}" -npq 2>/dev/null |
        sed -n 's/^\(LIB_SOURCES\|BURN_SOURCES\|IMAPI_SOURCES\|PDF_SOURCES\|CLI_SOURCES\|REDBOOK_SOURCES\|REDBOOK_BURN_SOURCES\) := //p' | tr ' ' '\n' | grep . | LC_ALL=C sort
}

sources_are_listed() {
    diff <(listed_sources) <(grep -E '^(src|tools)/.*\.c$' <<<"$files") |
        sed -n 's/^< \(.*\)/\1: the Makefile lists it and it is not there/p; s/^> \(.*\)/\1: the Makefile does not list it/p'
}

sources_have_tests() {
    local path
    for path in $(grep -E '^src/.*\.c$' <<<"$files"); do
        path=tests/unit/${path#src/}
        [ -e "${path%.c}_test.c" ] || printf '%s: there is no %s\n' "src/${path#tests/unit/}" "${path%.c}_test.c"
    done
}

# The files that the pages about the structure name, by their path or the end of it; "name" is a placeholder.
named_files() {
    local page name
    for page in CONTRIBUTING.md tools/manual/architecture.md; do
        for name in $(grep -oE '`[a-z_/*-]+\.(c|h|sh|py)`' "$page" | tr -d '`' | sort -u); do
            case $name in name.* | */name.* | */name_test.c) continue ;; esac
            grep -qE "(^|/)${name//\*/[a-z_]*}\$" <<<"$files" || printf '%s: names %s, which is not there\n' "$page" "$name"
        done
    done
}

# Paths of one machine must not be in the tree; the other words mark unfinished work.
forbidden_words() {
    grep -vE '^tests/house/run\.sh$' <<<"$files" | tr '\n' '\0' |
        xargs -0 grep -nIE '\b(TO''DO|FIX''ME|XX''X)\b|(^|[^[:alnum:]_.-])/(root|work|home)/' | head -n 20
}

# Empty files have no line of text either, but are not binary. Pictures of the documents are small.
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

# grep counts a last line without its newline, wc does not.
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

# make exports a variable that came from the environment with the Makefile's value: a test would never see the user's.
hidden_settings() {
    comm -12 <(xargs grep -hoE 'getenv\("[A-Z_]+"|\$\{[A-Z][A-Z_]+:-' < <(grep '^tests/' <<<"$scripts"$'\n'"$c_files") | grep -oE '[A-Z][A-Z_]+' | LC_ALL=C sort -u) \
        <(sed -n 's/^\([A-Z][A-Z_0-9]*\) *:*= *.*/\1/p' Makefile | LC_ALL=C sort -u) |
        grep -vxE 'CC|CXX|CFLAGS|HARDENING|PKG_CONFIG|SANITIZE|TESTS' | sed 's/$/: set in the Makefile and read by a test from the environment/'
}

top_level() {
    cut -d/ -f1 <<<"$files" | LC_ALL=C sort -u | grep -vxE 'Makefile|src|include|tools|tests|samples|LICENSE|README\.md|CHANGELOG\.md|CONTRIBUTING\.md|\.ci|\.clang-format|\.editorconfig|\.gitignore' |
        sed 's/$/: not one of the names of the top level/'
}

scripts_parse() {
    local path first
    for path in $scripts; do
        bash -n "$path" 2>&1
        read -r first <"$path"
        case $first in '#!'*) [ -x "$path" ] || printf '%s: not executable\n' "$path" ;; esac
    done
}

check "includes point down, and each library is included by one file" tests/house/check-layers.sh
check "each public header stands alone, and the symbol map is what they declare" tests/house/check-headers.sh
check "comments and names use the words of the vocabulary" tests/house/check-words.sh code
check "messages and documents use the words of the vocabulary" tests/house/check-words.sh text
check "no C file has more than 600 lines" nothing short_files
check "no function has more than 60 lines" nothing short_functions
check "the Makefile lists every source and no other" nothing sources_are_listed
check "every source of the library has a unit test of its name" nothing sources_have_tests
check "the pages about the structure name files that are there" nothing named_files
check "each promise about untrusted input names tests that are there" nothing tests/house/check-promises.sh
check "no setting of a test is hidden by a variable of the Makefile" nothing hidden_settings
check "the top level holds what it should and nothing else" nothing top_level
check "no unfinished work is marked and no path of one machine is written" nothing forbidden_words
check "no binary file lies in the tree but small pictures of the manual" nothing binary_files
check "text files end with a newline and have no blanks at line ends" nothing untidy_text
check "every script parses, and those with an interpreter line are executable" nothing scripts_parse

# Releases of clang-format format differently; the tree uses this one.
formatter=$(clang-format --version 2>/dev/null | sed -n 's/.*version \([0-9]*\).*/\1/p')
if [ "$formatter" != 14 ]; then
    skip "C files are formatted" "clang-format 14 is not here (found: ${formatter:-none})"
else
    # shellcheck disable=SC2086
    check "C files are formatted" nothing sh -c 'printf "%s\n" "$@" | xargs -P "${JOBS:-2}" -n 60 clang-format --dry-run 2>&1 | grep Wclang-format' sh $c_files
fi
if ! command -v shellcheck >/dev/null; then
    skip "scripts pass shellcheck" "shellcheck is not here"
else
    # shellcheck disable=SC2086
    check "scripts pass shellcheck" sh -c 'printf "%s\n" "$@" | xargs -P "${JOBS:-2}" -n 60 shellcheck -x -S error' sh $scripts
fi
# The name of the build folder follows from the compiler, so it is another one once a compiler was installed.
folders_after_packages() {
    awk '/^[a-z][a-z-]*:/ { target = / setup-/ ? $1 : "" }
        target && /^\t/ && /\$\((B|O|GEN|TOOL|STATIC_LIB)[):]/ { print "Makefile:" FNR ": " target " names a folder that was chosen before packages were installed" }' Makefile
}
check "what installs packages names no folder that follows from them" nothing folders_after_packages
# Libraries are newer elsewhere than here.
deprecation_passes() {
    local flags
    flags=$(env -u MAKEFLAGS -u MAKELEVEL "${MAKE:-make}" -npq 2>/dev/null | sed -n 's/^WARNINGS := //p')
    # shellcheck disable=SC2086 # lists of words
    printf '__attribute__((deprecated)) int old(void);\nint caller(void);\nint caller(void)\n{\n    return old();\n}\n' |
        ${CC:-cc} -std=c11 $flags -x c -c - -o "$scratch/deprecated.o"
}
check "a function that a library calls deprecated ends no build" deprecation_passes
check_built_binaries() {
    [ "$(uname -s)" = Linux ] && command -v readelf >/dev/null ||
        { skip "what is built is hardened" "readelf reads programs of Linux" && return; }
    [ -n "${HARDENING:-}" ] || { skip "what is built is hardened" "it was built with HARDENING= or not by make check" && return; }
    check "what is built is hardened" tests/house/check-hardening.sh
}
check_built_binaries
# As check, but for a command that ends with 77 when something it needs is not here, having said what.
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
check_or_skip "the archive is the same bytes each time, and package files parse" tests/house/check-packaging.sh files "$scratch/packaging"
pages_made() { # from headers, where they were built
    ls "${B:-build}"/man3/*.3 2>/dev/null
}
lint_by_mandoc() { for page in tools/*/*.[135] $(pages_made); do mandoc -T lint -W warning "$page"; done; }
lint_by_groff() { for page in tools/*/*.[135] $(pages_made); do groff -mandoc -Tutf8 -ww -z "$page" 2>&1; done; }
if command -v mandoc >/dev/null; then
    check "man pages have no errors" nothing lint_by_mandoc
else
    skip "man pages have no errors" "mandoc is not here"
fi
if command -v groff >/dev/null; then
    check "man pages have no warnings of groff" nothing lint_by_groff
else
    skip "man pages have no warnings of groff" "groff is not here"
fi
# A page is named by the pages it belongs with, and names only what is there or of another program.
links_of_pages() {
    local page name
    for page in tools/*/*.1; do
        name=${page##*/}
        case $name in redbook.1 | redbook-burn.1) continue ;; esac
        case $name in redbook-burn-*) top=tools/redbook-burn/redbook-burn.1 ;; *) top=tools/redbook/redbook.1 ;; esac
        grep -q "^.Xr ${name%.1} 1" "$top" || echo "$top: does not name $name"
    done
    sed -n 's/^\.Xr \(redbook[a-z._-]*\) \([135]\).*/\1.\2/p' tools/*/*.[135] | sort -u | while IFS= read -r name; do
        ls tools/*/"$name" >/dev/null 2>&1 || [ -e "include/redbook/${name#redbook_}" ] || [ -e "include/redbook/$(sed 's/redbook_\(.*\)\.3/\1.h/' <<<"$name")" ] || echo "a page names $name, which is not there"
    done
}
check "man pages name each other" nothing links_of_pages
tap_done
