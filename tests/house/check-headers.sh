#!/usr/bin/env bash
# Checks the public headers and the symbol map.
#
# - Each header of include/redbook compiles alone, as C11 and as C++17, without warnings.
# - src/libredbook.map lists exactly the functions that the headers declare, and so does Debian's list of symbols, with the
#   version that introduced each function; --update rewrites both. Functions of an earlier version stay: see check-abi.sh.
# - Headers burn*.h belong to libredbook-burn.a: redbook.h does not include them and the map does not list their functions.
# - Headers imapi*.h use the names of the published interface, so redbook.h includes none of them. The map lists the functions of
#   imapi.h; the others are in libredbook-burn.a (imapi_drives.h) and libredbook-imapi.a (imapi_com.h).
# - Comments in them and libredbook(3) name only what a header declares.
# - If the library is built (B names the folder), it defines all of them and exports nothing else; symbols that only its own
#   files share begin with rbk_ as well.
# Prints each violation and exits with 1; prints nothing if there is none.
set -u
cd "$(dirname "$0")/../.." || exit 2
map=src/libredbook.map
abi=$(sed -n 's/^ABI := *//p' Makefile)
version=$(sed -n 's/^.define RBK_VERSION *"\(.*\)"/\1/p' include/redbook/version.h)
symbols=tools/packaging/debian/libredbook$abi.symbols
cc=${CC:-cc}
cxx=${CXX:-c++}
failures=0
breach() {
    printf '%s\n' "$1"
    failures=$((failures + 1))
}

# The functions declared in include/redbook, sorted. The line markers tell their text from that of other headers.
declared_functions() {
    printf '#include <redbook/redbook.h>\n#include <redbook/imapi.h>\n' | $cc -std=c11 -Iinclude -E -x c - | LC_ALL=C awk '
        /^# [0-9]+ "/ { own = index($0, "\"include/redbook/") > 0; next }
        own && !/^#/ { text = text $0 " " }
        END {
            gsub(/__attribute__ *\(\([^;]*\)\)\)/, " ", text)
            while (gsub(/\{[^{}]*\}/, " ", text)) { }
            count = split(text, part, ";")
            for (i = 1; i <= count; i++)
                if (part[i] !~ /typedef/ && match(part[i], /rbk_[a-z0-9_]+ *\(/)) {
                    name = substr(part[i], RSTART, RLENGTH)
                    sub(/ *\($/, "", name)
                    print name
                }
        }' | LC_ALL=C sort -u
}

written_map() {
    printf '/* The functions that include/redbook declares; written by tests/house/check-headers.sh --update. */\n'
    printf 'LIBREDBOOK_%s {\n    global:\n' "$abi"
    declared_functions | sed 's/.*/        &;/'
    printf '    local:\n        *;\n};\n'
}

# Functions already in the list keep their version, new ones get that of the header. Functions of an earlier version stay even if
# the headers no longer declare them: programs use them.
written_symbols() {
    printf 'libredbook.so.%s libredbook%s #MINVER#\n* Build-Depends-Package: libredbook-dev\n' "$abi" "$abi"
    { printf 'LIBREDBOOK_%s\n' "$abi" && declared_functions; } |
        awk -v abi="$abi" -v version="$version" '
            !declared && /^ / { sub(/@.*/, "", $1); since[$1] = $2 }
            declared { print " " $1 "@LIBREDBOOK_" abi " " ($1 in since ? since[$1] : version); delete since[$1] }
            END { for (name in since) if (since[name] != version) print " " name "@LIBREDBOOK_" abi " " since[name] }' \
            "$symbols" declared=1 - | LC_ALL=C sort
}

check_alone() {
    local header name output included
    included=$(<include/redbook/redbook.h)$'\n'
    for header in include/redbook/*.h; do
        name=${header#include/}
        output=$(printf '#include <%s>\n' "$name" |
            $cc -std=c11 -Iinclude -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Werror -fsyntax-only -x c - 2>&1) ||
            breach "$header: does not compile alone as C11
$output"
        output=$(printf '#include <%s>\n' "$name" |
            $cxx -std=c++17 -Iinclude -Wall -Wextra -Wpedantic -Wshadow -Wold-style-cast -Werror -fsyntax-only -x c++ - 2>&1) ||
            breach "$header: does not compile alone as C++17
$output"
        case $name in redbook/redbook.h | redbook/burn* | redbook/imapi*) continue ;; esac
        case $included in *"#include <$name>"$'\n'*) ;; *) breach "include/redbook/redbook.h: <$name> is missing" ;; esac
    done
    for header in $(grep -L 'extern "C"' include/redbook/*.h | grep -vx include/redbook/redbook.h); do
        breach "$header: no extern \"C\""
    done
}

# Names in comments and in libredbook(3) that no header declares; "rbk_stage_reserve..." is the beginning of one.
check_names() {
    local file name declared
    declared=$(for file in include/redbook/*.h; do $cc -fpreprocessed -dD -E -P -x c "$file" 2>/dev/null; done | grep -ohE '\brbk_[a-z0-9_]+' | LC_ALL=C sort -u)
    while IFS=: read -r file name; do
        grep -qE "^$name" <<<"$declared" && [[ $name == *_ || $name == *... ]] || grep -qx "${name%...}" <<<"$declared" ||
            breach "$file: '$name' is declared in no header"
    done < <(grep -oE '\brbk_[a-z0-9_]+(\.\.\.)?' include/redbook/*.h tools/manual/*.3 | LC_ALL=C sort -u)
}

# Prints one line for each name that is in only one of two lists. LIST1 SENTENCE1 LIST2 SENTENCE2
compare_lists() {
    local only
    for only in $(LC_ALL=C comm -23 <(printf '%s\n' "$1") <(printf '%s\n' "$3")); do breach "'$only' $2"; done
    for only in $(LC_ALL=C comm -13 <(printf '%s\n' "$1") <(printf '%s\n' "$3")); do breach "'$only' $4"; done
}

check_built() {
    local declared=$1 shared static symbols
    static=${B:-build}/libredbook.a
    shared=${B:-build}/libredbook.so.$version # the folder may also have one of an earlier version
    command -v nm >/dev/null && [ -e "$static" ] && [ -e "$shared" ] || return 0
    # Names in angle brackets or with __asan, __odr and the like are the compiler's own.
    symbols=$(nm -D --defined-only "$shared" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | LC_ALL=C sort -u)
    compare_lists "$declared" "is declared but '$shared' does not export it" \
        "$symbols" "is exported by '$shared' but no public header declares it"
    for static in "$static" "${static%.a}-burn.a"; do
        symbols=$(nm -g --defined-only "$static" 2>/dev/null |
            awk 'NF == 3 && $3 !~ /^(rbk_|__asan|__odr_asan|__tsan|__ubsan|__gcov|__emutls|DW\.ref|_GLOBAL_)/ { print $3 }')
        [ -z "$symbols" ] || breach "'$static' defines names without rbk_: $(printf '%s' "$symbols" | tr '\n' ' ')"
    done
}

if [ "${1:-}" = --update ]; then
    written_map >"$map.new" && mv "$map.new" "$map" && written_symbols >"$symbols.new" && mv "$symbols.new" "$symbols" && exit 0
    exit 1
fi
check_alone
check_names
[ -s "$map" ] && diff -u "$map" <(written_map) ||
    breach "$map does not list what the headers declare; tests/house/check-headers.sh --update rewrites it"
[ -s "$symbols" ] && diff -u "$symbols" <(written_symbols) ||
    breach "$symbols does not list what the headers declare; tests/house/check-headers.sh --update rewrites it"
check_built "$(declared_functions)"
[ "$failures" -eq 0 ]
