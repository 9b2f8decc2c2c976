#!/usr/bin/env bash
# No help is wider than 80 columns, and most are no longer than a screen of 24 lines; the longest fit two screens.
fits() {
    "$@" --help | awk -v name="$*" -v lines="$lines" '
        length($0) > 80 { print name ": line " NR " has " length($0) " columns" }
        END { if (NR > lines) print name ": " NR " lines" }'
}
lines=24
for command in '' sheet edit info check compare extract hash report text doctor completion; do fits redbook $command; done
for command in '' drives info plan blank verify read virtual completion; do fits redbook-burn $command; done
lines=48
for command in author convert; do fits redbook $command; done
fits redbook-burn write
