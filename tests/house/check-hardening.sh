#!/usr/bin/env bash
# Inspects the built programs and the shared library: they must have what HARDENING in the Makefile asks for.
#
# - Programs are position-independent, without text relocations and without a run path.
# - The relocation tables are read-only before main (full RELRO), and the stack is not executable.
# - Stack protector and FORTIFY_SOURCE are in use wherever the code has anything to protect: __stack_chk_fail and __..._chk are
# called.
# - Indirect branches are protected: each object is marked (x86: IBT and SHSTK, AArch64: BTI). A program is marked only where
# the start files of the C library are, which is often not the case.
# The compiler is asked for its options here again, so that a probe in the Makefile that fails for another reason is found.
# Prints each violation and ends with 1; prints nothing when there is none.
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
        breach "the compiler takes $flag, the Makefile does not give it"
    fi
done

check_binary() { # FILE program|library
    local header segments dynamic symbols
    header=$(readelf -hW "$1") segments=$(readelf -lW "$1") dynamic=$(readelf -dW "$1")
    symbols=$(readelf --dyn-syms -W "$1")
    grep -q 'Type: *DYN' <<<"$header" || breach "$1: loaded at one place only"
    [ "$2" = library ] || grep -q 'FLAGS_1.*PIE' <<<"$dynamic" || breach "$1: no program of its own place (PIE)"
    grep -q GNU_RELRO <<<"$segments" || breach "$1: no read-only relocations"
    grep -qE 'BIND_NOW|FLAGS.*NOW' <<<"$dynamic" || breach "$1: symbols are bound late, so their table stays writable"
    grep -qE 'GNU_STACK.* RW ' <<<"$segments" || breach "$1: the stack is code, or it is not said"
    ! grep -qE '^ *LOAD.* RWE ' <<<"$segments" || breach "$1: memory that is code and can be written"
    ! grep -q TEXTREL <<<"$dynamic" || breach "$1: code is changed when it is loaded"
    ! grep -qE 'R(UN)?PATH' <<<"$dynamic" || breach "$1: names a folder to look for libraries in"
    ! has_flag -fstack-protector-strong || grep -q __stack_chk_fail <<<"$symbols" || breach "$1: nobody looks after the stack"
    ! has_flag -D_FORTIFY_SOURCE=2 || grep -v __stack_chk <<<"$symbols" | grep -qE '__[a-z]+_chk(@|$)' ||
        breach "$1: calls that fill memory are not checked"
}

check_objects() { # ARCHIVE MARK
    local object
    for object in $(readelf -nW "$1" | awk -v mark="$2" '
        /^File: / { if (object != "" && !marked) print object; object = $2; marked = 0 }
        index($0, mark) { marked = 1 }
        END { if (object != "" && !marked) print object }'); do
        breach "$object: indirect branches may land anywhere ($2)"
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
[ -e "$B/redbook" ] || breach "there is no '$B/redbook'; run make"
[ "$failures" -eq 0 ]
