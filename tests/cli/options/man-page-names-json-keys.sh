#!/usr/bin/env bash
# Every key of author's JSON is in its man page.
tone --sectors 400 a.wav
redbook author --json a.wav -o out.cue | grep -oE '"[a-z_0-9]+":' | tr -d '":' | sort -u >keys
sed -n '/^\.Sh JSON/,/^\.Sh FILES/p' "$TREE/tools/redbook/redbook-author.1" >page
while read -r key; do grep -qw -e "$key" page || echo "$key"; done <keys
