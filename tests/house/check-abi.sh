#!/usr/bin/env bash
# check-abi.sh FOLDER - a program built with the last release still runs with this library
#
# The last tag's shared library is built in the scratch folder and compared with the one in $B by abidiff: functions that are gone,
# and types of the public headers that are of another size or order. With another SONAME nothing has to be the same.
# Ends with 0 when all is compatible, 77 with a reason when there is nothing to compare, else 1.
#
# From outside: B, CC, MAKE.
set -u
cd "$(dirname "$0")/../.." || exit 2
scratch=$1
B=${B:-build}
nothing_to_compare() {
    printf '%s\n' "$1"
    exit 77
}
# version_part FILE PART
version_part() { sed -n "s/^.define RBK_VERSION_$2 *//p" "$1/include/redbook/version.h"; }
library() { # FOLDER
    printf 'libredbook.so.%s.%s.%s' "$(version_part "$1" MAJOR)" "$(version_part "$1" MINOR)" "$(version_part "$1" PATCH)"
}

command -v abidiff >/dev/null || nothing_to_compare "abidiff (abigail-tools) is not here"
tag=$(git describe --tags --abbrev=0 2>/dev/null) || nothing_to_compare "nothing was released yet: there is no tag to compare with"
[ -e "$B/$(library .)" ] || nothing_to_compare "there is no shared library in '$B'"
mkdir -p "$scratch/released" && git archive "$tag" | tar -x -C "$scratch/released" || exit 1
[ "$(version_part . MAJOR)" = "$(version_part "$scratch/released" MAJOR)" ] ||
    nothing_to_compare "the SONAME is not that of $tag"
released=$(library "$scratch/released")
env -u MAKEFLAGS -u MAKELEVEL "${MAKE:-make}" -s -C "$scratch/released" B=build/abi CC="${CC:-cc}" CFLAGS='-O0 -g' WERROR= "build/abi/$released" \
    >"$scratch/released.log" 2>&1 || {
    printf '%s cannot be built:\n%s\n' "$tag" "$(tail -n 20 "$scratch/released.log")"
    exit 1
}
# The statuses of abidiff are bits: 1 and 2 trouble, 4 a difference, 8 one that breaks programs.
found=$(abidiff --headers-dir1 "$scratch/released/include" --headers-dir2 include --drop-private-types --no-added-syms \
    "$scratch/released/build/abi/$released" "$B/$(library .)" 2>&1)
status=$?
[ $((status & 3)) -eq 0 ] || { printf "abidiff cannot compare with %s: %s\n" "$tag" "$found" && exit 1; }
# A changed type is reported with 4 only: a member of a public header that moves breaks programs too. The reserve at a structure's end is
# what new members are made of.
moved=$(awk '/type of .* changed:$/ { member = $0 }
    /^ *type size changed/ || / offset changed/ && !/^ *and / && !/ reserved/ || /^ *and offset changed/ && member !~ / reserved/' <<<"$found")
[ $((status & 8)) -eq 0 ] && [ -z "$moved" ] || {
    printf 'programs built with %s break:\n%s\n' "$tag" "$found"
    exit 1
}
