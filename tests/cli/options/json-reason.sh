#!/usr/bin/env bash
# The error of a JSON document has the system's reason, as the sentence for people has; an operand in a folder that may not be
# searched is one that cannot be opened, and the others are looked at.
[ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null || { echo "not run by root, or without setpriv"; exit 77; }
tone --sectors 400 a.wav
redbook author a.wav -o a.cue || exit
mkdir private closed
cp a.cue a.bin private && cp a.cue a.bin closed
chmod 700 private && chmod 711 closed && chmod 755 .
chmod 755 "$(dirname "$PWD")" 2>/dev/null
as() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
as true && as test -r a.cue && as test -x "$(command -v redbook)" || { echo "another user cannot read this folder"; exit 77; }
as redbook info --json private/a.cue | jq -c .error
as redbook info --json closed | jq -c .error
as redbook match --json --write-entry a.cue private/a.cue | jq -c '.images[] | [.path, .error.text]'
