#!/usr/bin/env bash
# The document has the keys that the schema names, and those that the manual explains; its values are of this machine.
redbook doctor --json >found || exit
grep -oE '^ {2,4}"[a-z_]+":' found | tr -d ' ":' | sort -u | while IFS= read -r key; do
    grep -qw "$key" "$TREE/tools/redbook/redbook-doctor.1" || echo "$key is not in the manual"
done
grep -E '^  "(format|command)"' found
