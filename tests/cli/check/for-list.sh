#!/usr/bin/env bash
# The readers, and the rules of one; every reader is in the manual and has an existing target.
redbook check --for list | cut -d' ' -f1 | paste -sd' '
redbook check --for libcdio --rules
redbook check --for list --json | jq -r '.readers[] | .name, .target, .gd_target | select(. != null)' | sort -u >names
for name in $(redbook check --for list | tail -n +2 | cut -d' ' -f1); do
    grep -qw "$name" "$TREE/tools/redbook/redbook-check.1" || echo "$name is not in the manual"
done
redbook check --for list --json | jq -r '.readers[] | .target, .gd_target | select(. != null)' | sort -u | while read -r target; do
    redbook convert --help | tr '|' '\n' | grep -qw "$target" || echo "no target $target"
done
redbook check --for list --json | jq -r '.readers[].rules[] | .source, .sentence | select(. == "" or . == null)'
redbook check --for nowhere x.cue
redbook check --for list x.cue
exit 0
