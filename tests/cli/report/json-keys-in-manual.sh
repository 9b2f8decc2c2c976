#!/usr/bin/env bash
# Every key of the JSON is in the man page.
tone --kind music --level 50 --sectors 800 a.wav
redbook author -q a.wav -o out.cue
redbook report --json out.cue | grep -oE '^ {2,6}"[a-z_0-9]+":' | tr -d '": ' | sort -u >keys
sed -n '/^\.Sh JSON/,/^\.Sh ENVIRONMENT/p' "$TREE/tools/redbook/redbook-report.1" >page
sed -n '/^\.Sh JSON/,/^\.Sh FILES/p' "$TREE/tools/redbook/redbook-hash.1" >>page
while read -r key; do grep -qw -e "$key" page || echo "$key"; done <keys
wc -l <keys
