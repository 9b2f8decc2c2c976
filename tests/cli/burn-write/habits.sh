#!/usr/bin/env bash
# Behaviour of drives that need not cost a disc, and behaviour that does.
tone --sectors 1500 a.bin
printf 'TITLE "Night Cats"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
burn() { # NAME VALUE OPTION...: with a new drive that has that quirk
    local quirk=$1
    shift
    rm -rf drive
    redbook-burn virtual -q drive "quirks = $quirk" || return
    printf '%s\n' "-- $quirk $*"
    redbook-burn write --device virtual:drive --yes "$@" a.cue 2>&1 | grep -Ev '^redbook-burn: (preparing|calibrating|lead-in|writing|closing|checking|reading)$|^(medium|length|session|cd-text|disc) '
    printf '%s\n' "${PIPESTATUS[0]}"
}
burn opc-fails
burn opc-fails --no-opc
burn stale-test-write
burn burns-test-write --simulate
redbook-burn info --device virtual:drive | grep '^disc'
burn no-underrun-protection
burn late-medium --verify
grep -c '^ *[0-9]* 1b 00 00 00 0[23]' drive/transcript
burn late-disc-information
burn no-sao
burn no-r-w
rm -rf drive && redbook-burn virtual -q drive medium=cd-rom
redbook-burn write -q --device virtual:drive --yes a.cue; echo $?
grep -c '^ *[0-9]* 54' drive/transcript
# A drive without a disc: each command reports it in the same words.
rm -rf drive && redbook-burn virtual -q drive medium=none
redbook-burn write -q --device virtual:drive --yes a.cue; echo $?
redbook-burn verify -q --device virtual:drive a.cue; echo $?
redbook-burn blank -q --yes --device virtual:drive; echo $?
