# tests/burn/traps.sh - sourced by run.sh: redbook-burn with drives that behave differently, and with failures between host and
# drive
# shellcheck shell=bash

if ! burn write --help >/dev/null 2>&1; then
    skip "redbook-burn at difficult drives" "redbook-burn was not built"
    return
fi

# ---------------------------------------------------------------- drives that need other commands
for quirk in data-block-type-3 data-block-type-0 lead-in-time-atip lead-in-time-zero no-opc no-immed no-get-configuration \
    wrong-nwa needs-track-information no-set-speed no-buffer-capacity late-toc slow; do
    drive_options=quirks=$quirk
    works "redbook-burn burns at a drive with the habit $quirk" quirk-$quirk "$B/redbook-burn" write album/image.cue \
        --device /dev/sr0 --yes --verify &&
        same_disc "redbook-burn: $quirk: the disc is the image" quirk-$quirk album/image.cue
    rm -rf quirk-$quirk
done

# A command that returns when the operation is complete takes longer here than the minute that libcdio allows.
drive_options='medium=cd-rw quirks=no-immed speed=4'
works "redbook-burn writes a slow CD-RW" slow "$B/redbook-burn" write one/image.cue --device /dev/sr0 --yes
works "redbook-burn blanks all of it at a drive that knows no IMMED" slow "$B/redbook-burn" blank --full --device /dev/sr0 --yes
blank "redbook-burn: the disc is blank after the long command" slow
equal "redbook-burn: the kernel gave no command up" 0 "$(grep -c 'timed out' slow.trace)"
drive_options=

# ---------------------------------------------------------------- faults between host and drive
# ends NAME FAULT STATUS PATTERN: burning the album ends with the status and a message, the drive is unlocked, and a disc that
# is reported as burned equals the album
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

# Of the kernel's two requests libcdio uses the one that hides failures of the link: they look like success.
ends "a write that never reached the drive does not pass" 'op 2a 40 broken' 4 .
ends "a write that the drive lost does not pass" 'op 2a 40 drop' 4 .
ends "an answer that never came is asked for again" 'op 51 broken' 0 .
ends "nothing is believed of a drive that does not answer" 'op 51 every 1 broken' 4 .
ends "a cue sheet that never reached the drive is sent again" 'op 5d broken' 0 .
ends "a cue sheet that never reaches the drive does not pass" 'op 5d every 1 broken' 4 .
ends "a write error is told" 'op 2a 40 sense 3/0C/00' 4 .
ends "an optional command that the system keeps back is done without" 'op bb filter' 0 .
ends "power calibration that the system keeps back is done without" 'op 54 filter' 0 .
ends "a write that the system keeps back is told" 'op 2a filter' 4 .
