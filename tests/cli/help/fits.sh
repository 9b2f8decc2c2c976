#!/usr/bin/env bash
# No help is wider than 80 columns, and only author's and convert's may be longer than a small screen of 24 lines.
for command in '' author sheet info check compare extract convert hash report completion; do
    # shellcheck disable=SC2086
    redbook $command --help | awk -v name="${command:-program}" '
        length($0) > 80 { print name ": line " NR " has " length($0) " columns" }
        END { if (NR > (name == "author" || name == "convert" ? 40 : 24)) print name ": " NR " lines" }'
done
