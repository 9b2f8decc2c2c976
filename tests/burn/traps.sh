# tests/burn/traps.sh - sourced by run.sh: redbook-burn with drives that behave differently and with failures between host and drive
# shellcheck shell=bash

if ! burn write --help >/dev/null 2>&1; then
    skip "redbook-burn at difficult drives" "redbook-burn was not built"
    return
fi

# ---------------------------------------------------------------- drives that require other commands
for quirk in data-block-type-3 data-block-type-0 lead-in-time-atip lead-in-time-zero no-opc no-immed no-get-configuration \
    wrong-nwa needs-track-information no-set-speed no-buffer-capacity late-toc slow; do
    drive_options=quirks=$quirk
    works "redbook-burn burns with a drive with the quirk $quirk" quirk-$quirk "$B/redbook-burn" write album/image.cue \
        --device /dev/sr0 --yes --verify &&
        same_disc "redbook-burn: $quirk: the disc equals the image" quirk-$quirk album/image.cue
    rm -rf quirk-$quirk
done

# Without IMMED, the command returns when blanking is complete, which takes longer than the timeout of one minute in libcdio.
drive_options='medium=cd-rw quirks=no-immed speed=4'
works "redbook-burn writes a slow CD-RW" slow "$B/redbook-burn" write one/image.cue --device /dev/sr0 --yes
works "redbook-burn blanks all of it with a drive that does not support IMMED" slow "$B/redbook-burn" blank --full --device /dev/sr0 --yes
blank "redbook-burn: the disc is blank after the long command" slow
equal "redbook-burn: no command timed out in the kernel" 0 "$(grep -c 'timed out' slow.trace)"
drive_options=

# ---------------------------------------------------------------- faults between host and drive
# ends NAME FAULT STATUS PATTERN: passes if burning the album ends with the status and a message that matches, the drive is
# unlocked, and a disc that is reported as burned equals the album
ends() {
    local status
    rm -rf fault
    at_drive fault "$B/redbook-burn" info --device /dev/sr0
    printf '%s\n' "$2" >fault/faults
    at_drive fault "$B/redbook-burn" write album/image.cue --device /dev/sr0 --yes --no-progress
    status=$?
    if [ "$status" -ne "$3" ] || ! grep -qE "$4" fault.said; then
        not_ok "redbook-burn: $1" "status $status, wanted $3 and '$4', found
$(cat fault.said)"
    elif [ "$(sed -n 's/.* \(1e 00 00 00 0[01] 00\).*/\1/p' fault/transcript | tail -n 1)" = '1e 00 00 00 01 00' ]; then
        not_ok "redbook-burn: $1" "the drive is left locked: $(tail -n 5 fault/transcript)"
    elif [ "$status" -eq 0 ]; then
        same_disc "redbook-burn: $1" fault album/image.cue
    else
        ok "redbook-burn: $1"
    fi
}

# The kernel has two requests for commands to a drive. The one that libcdio uses reports failures of the link as success.
ends "a write that did not reach the drive is an error" 'op 2a 40 broken' 4 .
ends "a write that the drive lost is an error" 'op 2a 40 drop' 4 .
ends "a reply that did not arrive is requested again" 'op 51 broken' 0 .
ends "a drive that never replies is an error" 'op 51 every 1 broken' 4 .
ends "a cue sheet that did not reach the drive is sent again" 'op 5d broken' 0 .
ends "a cue sheet that never reaches the drive is an error" 'op 5d every 1 broken' 4 .
ends "a write error is reported" 'op 2a 40 sense 3/0C/00' 4 .
ends "an optional command that the kernel refuses is omitted" 'op bb filter' 0 .
ends "power calibration that the kernel refuses is omitted" 'op 54 filter' 0 .
ends "a write that the kernel refuses is reported" 'op 2a filter' 4 .
