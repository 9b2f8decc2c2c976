#!/usr/bin/env bash
# check-abi.sh FOLDER - a program built with the last release still runs with this library
#
# - Every function that Debian's list of symbols gives to an earlier version is still in the symbol map.
# - The shared library of the last tag before this commit, built once in build/abi, is compared with the one in $B by abidiff:
#   functions that were removed, and types of the public headers whose size or member order changed. Nothing is compared if the
#   SONAME is new.
# - With a compiler that has -m32: structures that end in a reserve have the same size there, where a member that is taken from it
#   may be shorter than its place.
# Exits with 0 if everything is compatible, with 77 after a reason if types cannot be compared, else with 1.
#
# Environment: B, CC, MAKE.
set -u
cd "$(dirname "$0")/../.." || exit 2
scratch=$1
B=${B:-build}
nothing_to_compare() {
    printf '%s\n' "$1"
    exit 77
}
# version_part FOLDER PART
version_part() { sed -n "s/^.define RBK_VERSION_$2 *//p" "$1/include/redbook/version.h"; }
library() { # FOLDER
    printf 'libredbook.so.%s.%s.%s' "$(version_part "$1" MAJOR)" "$(version_part "$1" MINOR)" "$(version_part "$1" PATCH)"
}
abi() { sed -n 's/^ABI := *//p' "$1/Makefile"; } # FOLDER

symbols=tools/packaging/debian/libredbook$(abi .).symbols
gone=$(awk -v version="$(library .)" 'BEGIN { sub(/^libredbook\.so\./, "", version) }
    list && /^ rbk_/ && $2 != version { sub(/@.*/, "", $1); if (!($1 in mapped)) print $1 " of " $2 }
    !list { sub(/;/, ""); mapped[$1] = 1 }' src/libredbook.map list=1 "$symbols") || exit 1
[ -z "$gone" ] || { printf 'these functions are no longer exported, and the SONAME is the same; programs that call them break:\n%s\n' "$gone" && exit 1; }

command -v abidiff >/dev/null || nothing_to_compare "abidiff (abigail-tools) is not installed"
[ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ] ||
    nothing_to_compare "types are compared with those of the last tag, and this is not a Git repository"
# The release before this one: if HEAD has a tag itself, the tag before it.
tag=$(git describe --tags --abbrev=0 HEAD^ 2>/dev/null) ||
    nothing_to_compare "there is no release yet, so no tag whose types could be compared"
[ -e "$B/$(library .)" ] || nothing_to_compare "there is no shared library in '$B'"
mkdir -p "$scratch/released" && git archive "$tag" | tar -x -C "$scratch/released" || exit 1
[ "$(abi .)" = "$(abi "$scratch/released")" ] || nothing_to_compare "the SONAME differs from that of $tag"
released=$(library "$scratch/released")
# A tag does not move, so the library built from it is kept.
kept=build/abi/$(git rev-parse "$tag^{commit}")
if [ ! -e "$kept/$released" ]; then
    env -u MAKEFLAGS -u MAKELEVEL "${MAKE:-make}" -s -j"${JOBS:-2}" -C "$scratch/released" B=build/abi CC="${CC:-cc}" CFLAGS='-O0 -g' SANITIZE= WERROR= \
        "build/abi/$released" >"$scratch/released.log" 2>&1 || {
        printf '%s cannot be built:\n%s\n' "$tag" "$(tail -n 20 "$scratch/released.log")"
        exit 1
    }
    mkdir -p "$kept" && cp "$scratch/released/build/abi/$released" "$kept/new.$$" && mv "$kept/new.$$" "$kept/$released" || exit 1
fi
# sizes_of INCLUDE: lines NAME SIZE for a machine with 32 bits, without its C library. Fails if the compiler is for another one.
sizes_of() {
    local headers header stubs=$scratch/stubs
    headers=$(cd "$1" && printf '%s\n' redbook/*.h | grep -v imapi) # which needs the C library
    mkdir -p "$stubs" && : >"$stubs/string.h" && : >"$stubs/math.h"
    {
        printf '#include <stddef.h>\n'
        for header in $headers; do printf '#include <%s>\n' "$header"; done
        # shellcheck disable=SC2086 # a list of words
        (cd "$1" && awk '/^typedef struct [a-z_]+ \{/ { name = $3 } /^    uint64_t reserved\[/ && name {
            print "extern const char " name "_size[]; const char " name "_size[sizeof(" name ")] = {1};" } /^\}/ { name = "" }' $headers)
    } >"$scratch/sizes.c"
    ${CC:-cc} -m32 -std=c11 -ffreestanding -isystem "$stubs" -I"$1" -c "$scratch/sizes.c" -o "$scratch/sizes.o" 2>"$scratch/sizes.log" &&
        nm -S --defined-only "$scratch/sizes.o" | sed -n 's/^[^ ]* \([^ ]*\) . \([a-z_]*\)_size$/\2 \1/p' | LC_ALL=C sort
}
if sizes_of "$scratch/released/include" >"$scratch/sizes.before" && sizes_of include >"$scratch/sizes.after"; then
    changed=$(LC_ALL=C join "$scratch/sizes.before" "$scratch/sizes.after" | awk '$2 != $3 { print $1 ": " $2 " bytes, then " $3 " (hexadecimal)" }')
    [ -z "$changed" ] || { printf 'programs of 32 bits built with %s break: these structures have another size there:\n%s\n' "$tag" "$changed" && exit 1; }
fi
# The exit status of abidiff is a set of bits: 1 and 2 an error, 4 a difference, 8 an incompatible one.
found=$(abidiff --headers-dir1 "$scratch/released/include" --headers-dir2 include --drop-private-types --no-added-syms \
    "$kept/$released" "$B/$(library .)" 2>&1)
status=$?
[ $((status & 3)) -eq 0 ] || { printf "abidiff cannot compare with %s: %s\n" "$tag" "$found" && exit 1; }
# A changed type sets bit 4 only, but a public member that moves breaks programs too. New members may use the reserve at the
# end of a structure.
moved=$(awk '/type of .* changed:$/ { member = $0 }
    /^ *type size changed/ || / offset changed/ && !/^ *and / && !/ reserved/ || /^ *and offset changed/ && member !~ / reserved/' <<<"$found")
[ $((status & 8)) -eq 0 ] && [ -z "$moved" ] || {
    printf 'programs built with %s break:\n%s\n' "$tag" "$found"
    exit 1
}
