#!/usr/bin/env bash
# Every key of the JSON is in the man page.
tone --sectors 400 --kind noise a.wav
redbook author a.wav -o good.cue
redbook hash --files good.cue >sums
{
    redbook hash --json good.cue
    redbook hash --json --files good.cue
    redbook hash --json -c sums
} | grep -oE '^ *"[a-z_0-9]+":' | tr -d '": ' | sort -u >keys
sed -n '/^\.Sh JSON/,/^\.Sh FILES/p' "$TREE/tools/redbook/redbook-hash.1" >page
while read -r key; do grep -qw -e "$key" page || echo "$key"; done <keys
wc -l <keys
