#!/usr/bin/env bash
# Inspects the built programs and the shared library: they must have the properties that HARDENING in the Makefile selects.
#
# - Programs are position-independent, without text relocations and without a run path.
# - The relocation tables are read-only before main (full RELRO), and the stack is not executable.
# - The stack protector and FORTIFY_SOURCE are in use: __stack_chk_fail and __..._chk are called.
# - Indirect branches are protected: each object is marked (x86: IBT and SHSTK, AArch64: BTI). Programs are not checked for the
#   mark: the linker sets it only if the start files of the C library have it, too, and often they do not.
# Whether the compiler accepts an option is tried here again, so that a test in the Makefile that fails for another reason is found.
# Prints each violation and exits with 1; prints nothing if there is none.
#
# Environment: B, CC, HARDENING, SANITIZE.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build}
cc=${CC:-cc}
failures=0
breach() {
    printf '%s\n' "$1"
    failures=$((failures + 1))
}
has_flag() { case " ${HARDENING:-} " in *" $1 "*) ;; *) return 1 ;; esac }

# Each flag that the compiler accepts must be in HARDENING.
for flag in -fstack-protector-strong -fstack-clash-protection -fcf-protection -mbranch-protection=standard; do
    # shellcheck disable=SC2086 # a command and its words
    if ! has_flag $flag && $cc -Werror $flag -x c -c /dev/null -o /dev/null 2>/dev/null; then
        breach "the compiler accepts $flag, but it is not in HARDENING of the Makefile"
    fi
done

check_binary() { # FILE program|library
    local header segments dynamic symbols
    header=$(readelf -hW "$1") segments=$(readelf -lW "$1") dynamic=$(readelf -dW "$1")
    symbols=$(readelf --dyn-syms -W "$1")
    grep -q 'Type: *DYN' <<<"$header" || breach "$1: not position-independent"
    [ "$2" = library ] || grep -q 'FLAGS_1.*PIE' <<<"$dynamic" || breach "$1: not a position-independent executable (PIE)"
    grep -q GNU_RELRO <<<"$segments" || breach "$1: relocations are not read-only (RELRO)"
    grep -qE 'BIND_NOW|FLAGS.*NOW' <<<"$dynamic" || breach "$1: symbols are bound lazily, so the relocation table stays writable"
    grep -qE 'GNU_STACK.* RW ' <<<"$segments" || breach "$1: the stack is executable, or has no GNU_STACK header"
    ! grep -qE '^ *LOAD.* RWE ' <<<"$segments" || breach "$1: a segment is writable and executable"
    ! grep -q TEXTREL <<<"$dynamic" || breach "$1: text relocations"
    ! grep -qE 'R(UN)?PATH' <<<"$dynamic" || breach "$1: a run path (RPATH or RUNPATH)"
    ! has_flag -fstack-protector-strong || grep -q __stack_chk_fail <<<"$symbols" || breach "$1: no stack protector"
    ! has_flag -D_FORTIFY_SOURCE=2 || grep -v __stack_chk <<<"$symbols" | grep -qE '__[a-z]+_chk(@|$)' ||
        breach "$1: no call is checked by FORTIFY_SOURCE"
}

check_objects() { # ARCHIVE MARK
    local object
    for object in $(readelf -nW "$1" | awk -v mark="$2" '
        /^File: / { if (object != "" && !marked) print object; object = $2; marked = 0 }
        index($0, mark) { marked = 1 }
        END { if (object != "" && !marked) print object }'); do
        breach "$object: indirect branches are not protected (not marked $2)"
    done
}

for file in "$B"/libredbook*.a; do
    ! has_flag -fcf-protection || check_objects "$file" 'IBT, SHSTK'
    ! has_flag -mbranch-protection=standard || check_objects "$file" BTI
done
for file in "$B"/redbook "$B"/redbook-burn; do
    [ ! -e "$file" ] || check_binary "$file" program
done
for file in "$B"/libredbook.so.*; do
    [ ! -e "$file" ] || check_binary "$file" library
done
[ -e "$B/redbook" ] || breach "'$B/redbook' is missing; run make"
[ "$failures" -eq 0 ]
