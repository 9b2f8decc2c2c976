#!/usr/bin/env bash
# Every key of the JSON of payload, and its neighbours, is in the man page; those of the rules are in its table.
sectors mode1 400 1 raw user
tone --kind music --level 50 --sectors 400 a.wav
redbook author --data user a.wav -o out.cue
redbook check --json out.cue | grep -oE '^ {2,6}"[a-z_0-9]+":' | tr -d '": ' | sort -u >keys
sed -n '/^\.Sh JSON/,/^\.Sh FILES/p' "$TREE/tools/redbook/redbook-check.1" >page
sed -n '/^\.Sh JSON/,/^\.Sh FILES/p' "$TREE/tools/redbook/redbook-author.1" | grep -E '^capacity_' >>page
while read -r key; do grep -qw -e "$key" page || echo "$key"; done <keys
wc -l <keys
