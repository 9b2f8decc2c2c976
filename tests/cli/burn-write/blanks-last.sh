#!/usr/bin/env bash
# With --blank a disc is blanked after everything that can be refused was refused: whatever a line below says, the disc that
# was in the drive is still there, except where it says that it was blanked.
for n in 1 2; do
    tone --kind noise --seed "$n" --sectors 450 "$n.bin"
done
tone --kind noise --seed 3 --sectors 500 old.bin
one() { # FILE [LINE]: a sheet of one track
    printf '%sFILE "%s" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "${2:-}" "$1"
}
one old.bin >old.cue
one 1.bin >one.cue
one 1.bin $'TITLE "A title"\nPERFORMER "Somebody"\n' >text.cue
{
    printf 'REM SESSION 01\n'
    one 1.bin
    printf 'REM LEAD-OUT 01:30:00\nREM SESSION 02\nREM LEAD-IN 01:00:00\nREM PREGAP 00:02:00\n'
    printf 'FILE "2.bin" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n'
} >both.cue
sed 's/LEAD-OUT 01:30:00/LEAD-OUT 00:30:00/' both.cue >near.cue
truncate -s $((370000 * 2352)) long.bin && one long.bin >long.cue
truncate -s $((449990 * 2352)) longer.bin && one longer.bin >longer.cue
head -c $((200 * 2352)) 1.bin >short.bin && one short.bin >short.cue

new() { # DRIVE [SETTING...]: with a disc that has something on it
    redbook-burn virtual -q "$1" medium=cd-rw "${@:2}" || exit
    redbook-burn write -q --no-opc --yes -d "virtual:$1" old.cue 2>/dev/null || exit
    : >"$1/transcript"
}
try() { # DRIVE ARGUMENT...
    printf '$ write --blank fast %s\n' "${*:2}"
    redbook-burn write -q --yes --blank fast -d "virtual:$1" "${@:2}" 2>&1 | grep -v '^try '
    printf '%s' "${PIPESTATUS[0]}"
    grep '^ *[0-9]* a1 ' "$1/transcript" | grep -qv filtered && printf ', BLANK was sent'
    cmp -s old.bin "$1/disc.bin" && printf ', the old disc is there'
    printf '\n'
}
echo '-- decided by the options'
new drive
for mode in auto sao tao raw; do
    try drive both.cue --session 2 --write-mode "$mode"
done
try drive one.cue --append
try drive one.cue --simulate
for mode in raw raw96 raw16; do
    try drive one.cue --write-mode "$mode" --leave-open
done
[ ! -s drive/transcript ] && echo 'the drive was not used'
redbook-burn write -q --yes --write-mode raw --append -d virtual:drive one.cue; echo "$?"
redbook-burn write -q --yes --write-mode raw16 --session 2 -d virtual:drive both.cue; echo "$?"

redbook-burn virtual -q open medium=cd-rw
redbook-burn write -q --yes --session 1 -d virtual:open both.cue
redbook-burn write -q --yes --session 2 --blank fast -d virtual:open both.cue; echo "$?"
redbook-burn write -q --yes --session 2 -d virtual:open both.cue; echo "$?"
redbook compare both.cue open/disc.cue

echo '-- decided by the image'
for mode in raw raw96 raw16; do
    try drive both.cue --write-mode "$mode"
    try drive both.cue --session 1 --write-mode "$mode"
done
try drive text.cue --write-mode raw16
try drive near.cue
try drive short.cue
try drive both.cue --session 3
try drive missing.cue

echo '-- decided by the disc'
try drive long.cue
try drive long.cue --write-mode raw
try drive longer.cue --overburn
new no-atip 'quirks = no-atip'
try no-atip one.cue --write-mode raw

echo '-- decided by the drive'
new no-sao 'quirks = no-sao'
try no-sao one.cue --write-mode sao
try no-sao one.cue --leave-open
new no-multi-session 'quirks = no-multi-session'
try no-multi-session one.cue --leave-open
try no-multi-session both.cue
try no-multi-session one.cue --leave-open --write-mode tao
new no-r-w 'quirks = no-r-w' 'raw = no'
try no-r-w text.cue
try no-r-w text.cue --write-mode sao
new r-w-without 'quirks = no-r-w'
try r-w-without text.cue --no-cdtext --write-mode sao
new r-w-tried 'quirks = no-r-w'
try r-w-tried text.cue --force
new filtered
echo 'op A1 filter' >filtered/faults
try filtered one.cue
for fault in 'op 55 sense 5/26/00' 'op 5A broken'; do
    new "fault-${fault//[ \/]/-}"
    for n in $(seq 40); do echo "$fault"; done >"fault-${fault//[ \/]/-}/faults"
    try "fault-${fault//[ \/]/-}" one.cue --write-mode tao
done

echo '-- not known before'
for fault in 'op A1 sense 3/51/00' 'op 54 sense 3/73/03' 'op 5D sense 3/0C/00' 'lba 100 sense 3/0C/00' \
    'op 2A sense 3/0C/00'; do
    name=${fault//[ \/]/-}
    new "$name"
    echo "$fault" >"$name/faults"
    try "$name" one.cue
done

new elsewhere 'quirks = session-elsewhere'
try elsewhere both.cue
redbook-burn info -d virtual:elsewhere | grep '^disc'

redbook-burn virtual -q blank medium=cd-rw
echo 'op 54 sense 3/73/03' >blank/faults
try blank one.cue

echo '-- two drives: one that cannot be written keeps both discs'
redbook-burn virtual -q other
redbook-burn write -q --no-opc --yes -d virtual:other old.cue
redbook-burn write -q --yes --blank fast -d virtual:drive -d virtual:other one.cue; echo "$?"
cmp old.bin drive/disc.bin
new plain
pair() { # OTHER ARGUMENT...
    printf '$ write --blank fast %s\n' "${*:2}"
    redbook-burn write -q --yes --blank fast -d virtual:plain -d "virtual:$1" "${@:2}" 2>&1
    echo "$?"
    cmp old.bin plain/disc.bin && cmp old.bin "$1/disc.bin" && grep -c '^ *[0-9]* a1 ' plain/transcript
}
new no-sao-raw
printf 'quirks = no-sao\nraw = no\n' >>no-sao-raw/drive.conf
new no-raw 'raw = no'
pair no-sao-raw one.cue
pair no-multi-session one.cue --leave-open
pair no-raw one.cue --write-mode raw96
pair no-r-w text.cue
redbook-burn virtual -q empty-1
redbook-burn virtual -q empty-2 'quirks = no-sao' 'raw = no'
redbook-burn write -q --yes -d virtual:empty-1 -d virtual:empty-2 one.cue; echo "$?"
ls empty-1 | grep disc

echo '-- and then it is blanked and written, once'
try drive both.cue
redbook compare both.cue drive/disc.cue
redbook-burn write -q --yes --blank fast --write-mode raw -d virtual:drive text.cue; echo "$?"
redbook compare text.cue drive/disc.cue
redbook-burn write -q --yes --blank full --write-mode tao --leave-open -d virtual:drive one.cue; echo "$?"
redbook-burn info -d virtual:drive | grep '^disc'
grep -c '^ *[0-9]* a1 ' drive/transcript
