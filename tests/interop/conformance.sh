# tests/interop/conformance.sh - sourced by run.sh: the table of the manual has the readings of today
# shellcheck shell=bash
#
# Of the other programs one sheet in 16 is read, and all of them with CONFORMANCE=all; make conformance makes the table.

about
every=16
[ "${CONFORMANCE:-}" != all ] || every=1
while IFS=$'\t' read -r verdict name reason; do
    case $verdict in
        ok) ok "$name" ;;
        skip) skip "$name" "$reason" ;;
        *) not_ok "$name" "$reason" ;;
    esac
done < <(B=$B "$here/conformance.py" --check "$here/../../tools/manual/conformance.md" $every 2>&1)
