#!/usr/bin/env bash
# Several drives: what is found of the image is reported once, what is found of a drive or its disc names the drive, and a refusal
# for the second one keeps the disc in the first.
tone --kind noise --seed 1 --sectors 450 old.bin
tone --kind noise --seed 2 --sectors 6000 new.bin
sheet() { # FILE [LINE]
    printf '%sFILE "%s" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "${2:-}" "$1"
}
sheet old.bin >old.cue
sheet new.bin >new.cue
sheet new.bin $'TITLE "A title"\nPERFORMER "Somebody"\n' >text.cue
head -c $((200 * 2352)) new.bin >short.bin && sheet short.bin >short.cue
redbook-burn virtual -q first medium=cd-rw
redbook-burn write -q --no-opc --yes -d virtual:first old.cue
: >first/transcript

try() { # SECOND ARGUMENT...
    printf '$ %s\n' "$*"
    redbook-burn write -q --yes --blank fast -d virtual:first -d "virtual:$1" "${@:2}" 2>&1
    echo "$?"
    cmp old.bin first/disc.bin && ! grep -q '^ *[0-9]* \(a1\|2a\|5d\|54\) ' first/transcript && echo 'the old disc is there'
}
redbook-burn virtual -q small medium=cd-rw lead-out=01:00:00
try small new.cue
redbook-burn virtual -q no-raw raw=no
try no-raw new.cue --write-mode raw96
redbook-burn virtual -q no-r-w quirks=no-r-w raw=no
try no-r-w text.cue
redbook-burn virtual -q empty medium=none
try empty new.cue
redbook-burn virtual -q pressed medium=cd-rom
try pressed new.cue
redbook-burn virtual -q plain medium=cd-rw
try plain short.cue

echo '-- as events'
redbook-burn write -q --json --yes --blank fast -d virtual:first -d virtual:small new.cue 2>&1
echo "$?"
redbook-burn write -q --json --yes --blank fast -d virtual:first -d virtual:plain short.cue 2>&1
echo "$?"
cmp old.bin first/disc.bin

echo '-- and accepted'
redbook-burn write -q --yes --blank fast --short-tracks -d virtual:first -d virtual:plain short.cue 2>&1
echo "$?"
redbook compare short.cue first/disc.cue
redbook compare short.cue plain/disc.cue
