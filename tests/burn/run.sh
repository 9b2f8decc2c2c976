#!/usr/bin/env bash
# Runs programs that write and read discs with a virtual recorder at a device path. Prints TAP.
#
# Unmodified cdrskin, cdrdao and wodim burn, simulate, blank and read; other programs read; redbook-burn uses the driver of
# libcdio. tests/drive presents the recorder to all of them as /dev/sr0. `redbook compare` compares the recorded disc with the image
# that was burned. Known deviations of a peer are the expected result of a test that names the program. Parts: images.sh, foreign.sh,
# readers.sh, own.sh, sessions.sh, traps.sh.
#
# Environment: B, CC, SANITIZE; KEEP keeps the scratch folder, QUICK omits the full disc.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../tap.sh"
B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
preload=$B/drive/virtual-drive.so
scratch=$(mktemp -d "${TMPDIR:-/tmp}/burn.XXXXXX") || exit 2
[ -n "${KEEP:-}" ] || trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
have() { command -v "$1" >/dev/null; }

if [ ! -e "$preload" ]; then
    skip "programs use a virtual recorder at a device path" "the preload library is for 64-bit GNU/Linux only"
    tap_done
    exit
fi

# The runtime library of a sanitizer has to be loaded first.
runtime=
# shellcheck disable=SC2086 # CC may have another program before the compiler
case ${SANITIZE:-} in
    *address*) runtime=$(${CC:-cc} -print-file-name=libasan.so) ;;
    *thread*) runtime=$(${CC:-cc} -print-file-name=libtsan.so) ;;
esac

# at_drive FOLDER COMMAND...: runs the command with the recorder in the folder as /dev/sr0, and its output in FOLDER.said. A new
# recorder gets $drive_options. Returns the status of the command.
drive_options=
at_drive() {
    local folder=$1
    shift
    mkdir -p "$folder"
    timeout --kill-after=5 120 env LD_PRELOAD="${runtime:+$runtime:}$preload" REDBOOK_DRIVE_FOLDER="$PWD/$folder" \
        REDBOOK_DRIVE_OPTIONS="$drive_options" REDBOOK_DRIVE_SYSTEM="$PWD/system" REDBOOK_DRIVE_TRACE="$PWD/$folder.trace" \
        ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}" "$@" >"$folder.said" 2>&1 </dev/null
}

# A pattern that matches whole sentences of the recorder's transcript: known objections to a peer.
objection=
objections() { grep '^!' "$1/transcript" | grep -vxE -- "! (${objection:-nothing})"; }

# works NAME FOLDER COMMAND...: passes if the command succeeds and the recorder has no other objection.
works() {
    local name=$1 folder=$2 status
    shift 2
    at_drive "$folder" "$@"
    status=$?
    if [ "$status" -ne 0 ]; then
        not_ok "$name" "exit status $status of: $*; the end of its output:
$(tail -n 25 "$folder.said")
the recorder:
$(tail -n 8 "$folder.trace")"
    elif objections "$folder" >objected; then
        not_ok "$name" "the recorder objects: $(head -n 5 objected)"
    else
        ok "$name"
    fi
}

# same_disc NAME FOLDER IMAGE [OPTION...]: passes if the disc in the recorder equals the image in layout, codes, texts and samples.
same_disc() {
    local name=$1 folder=$2 image=$3
    shift 3
    check "$name" "$B/redbook" compare "$@" "$folder/disc.cue" "$image"
}

# same_q NAME FOLDER IMAGE [GRAPHICS]: passes if the subchannel on the disc equals that of the image, with the graphics in the file
same_q() {
    check "$1" "$B/gen/subchannel" "$3" "$2/disc.sub" ${4:+"$4"}
}

# differs NAME FOLDER IMAGE: passes if compare reports exactly the differences on standard input, which have no heading.
differs() {
    "$B/redbook" compare "$2/disc.cue" "$3" 2>&1 | sed '/^what /d; s/  */ /g' >found
    cat >wanted
    same_text "$1" wanted found
}

says() { # NAME FOLDER PATTERN: passes if the output of the last command with this drive has a line that matches
    if grep -qE -- "$3" "$2.said"; then
        ok "$1"
    else
        not_ok "$1" "no line matches '$3' in
$(tail -n 40 "$2.said")"
    fi
}

# swapped A B: succeeds if the files have the same samples in opposite byte orders
swapped() {
    cmp <(dd if="$1" conv=swab 2>/dev/null) "$2"
}

blank() { # NAME FOLDER: passes if nothing is recorded
    if [ -e "$2/disc.bin" ] || [ -e "$2/disc.cue" ]; then
        not_ok "$1" "$(ls "$2")"
    else
        ok "$1"
    fi
}

# The drive as the kernel lists it; the lengths of the fields are those of INQUIRY.
listed=system/sys/bus/scsi/devices/1:0:0:0
mkdir -p $listed/block/sr0
printf '5\n' >$listed/type
printf '%-8s\n' REDBOOK >$listed/vendor
printf '%-16s\n' 'VIRTUAL CD-RW' >$listed/model
printf '%-4s\n' 1.00 >$listed/rev

. "$here/images.sh"
if [ -n "$runtime" ]; then
    skip "cdrskin, cdrdao, wodim and cd-info at the recorder" "programs built without the sanitizer cannot load the preload library built with it"
else
    . "$here/foreign.sh"
    . "$here/readers.sh"
fi
. "$here/own.sh"
. "$here/sessions.sh"
. "$here/traps.sh"
tap_done
