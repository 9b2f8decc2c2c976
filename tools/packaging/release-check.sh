#!/usr/bin/env bash
# release-check.sh - checks the rules for a release and prints the command that sets the tag
#
# The rules are in CONTRIBUTING.md under Releases. All of them are checked, so one run reports every violation.
set -u
cd "$(dirname "$0")/../.." || exit 2
version=$(sed -n 's/^.define RBK_VERSION *"\(.*\)"/\1/p' include/redbook/version.h)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/redbook-release.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
failures=0
# rule SENTENCE COMMAND...: the rule holds if the command exits with 0 and cannot be checked if it exits with 77; its output is the
# reason.
rule() {
    local sentence=$1 status
    shift
    "$@" >"$scratch/said" 2>&1 </dev/null
    status=$?
    case $status in
        0) printf 'holds   %s\n' "$sentence" ;;
        77) printf 'untried %s\n' "$sentence" && sed 's/^/        /' "$scratch/said" ;;
        *) printf 'FAILS   %s\n' "$sentence" && tail -n 20 "$scratch/said" | sed 's/^/        /' && failures=$((failures + 1)) ;;
    esac
}

clean_tree() {
    [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ] || { echo "this is not a Git repository" && return 1; }
    git status --porcelain | sed 's/^/not committed: /' | tee "$scratch/dirty"
    [ ! -s "$scratch/dirty" ]
}
new_tag() {
    ! git rev-parse -q --verify "refs/tags/v$version" >/dev/null || { echo "tag v$version already exists: raise the version" && return 1; }
}
dated() {
    local section
    section=$(grep -m 1 '^## ' CHANGELOG.md)
    grep -qE "^## ${version//./\\.} \([0-9]{4}-[0-9]{2}-[0-9]{2}\)\$" <<<"$section" || { printf "expected '## %s (YYYY-MM-DD)', found '%s'\n" "$version" "$section" && return 1; }
}
nothing_unreleased() {
    ! grep -rniE '\bunreleased\b' CHANGELOG.md README.md include tools/manual tools/redbook tools/redbook-burn tools/packaging/debian
}
abi_holds() { B=$(make_says B) tests/house/check-abi.sh "$scratch/abi"; }
make_says() { env -u MAKEFLAGS -u MAKELEVEL "${MAKE:-make}" -npq CC="${CC:-cc}" 2>/dev/null | sed -n "s/^$1 := //p"; }
built() { env -u MAKEFLAGS -u MAKELEVEL "${MAKE:-make}" -s -j"$(getconf _NPROCESSORS_ONLN)" CC="${CC:-cc}" all; }

rule "everything is committed" clean_tree
rule "the version has no tag yet" new_tag
rule "header, changelogs and man pages name the same version" tests/house/check-packaging.sh versions
rule "the section of CHANGELOG.md has a date" dated
rule "nothing is called unreleased" nothing_unreleased
rule "package files name the libraries that are used" tests/house/check-packaging.sh libraries
rule "the archive has the same bytes each time, and package files parse" tests/house/check-packaging.sh files "$scratch/files"
rule "the tree builds" built
rule "programs built with the last release run with this library" abi_holds
rule "the archive is complete" tools/packaging/dist-check.sh
[ "$failures" -eq 0 ] || { printf '%d rules fail: not a release\n' "$failures" && exit 1; }
printf 'After .ci/run and make check-packages on this commit, the tag is\n    git tag -s v%s -m "redbook %s"      (-a without a key)\n' "$version" "$version"
