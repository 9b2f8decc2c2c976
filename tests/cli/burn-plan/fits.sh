#!/usr/bin/env bash
# No help is wider than 80 columns.
for command in '' plan completion; do
    # shellcheck disable=SC2086
    redbook-burn $command --help | awk -v name="${command:-program}" 'length($0) > 80 { print name ": line " NR " has " length($0) " columns" }'
done
