# tests/burn/sessions.sh - sourced by run.sh: redbook-burn and other programs write and read discs of several sessions and of tracks
# written one by one
# shellcheck shell=bash

# sessions  two tracks of audio, then a track of mode 2 in the second session (image.cue); audio.cue is the first session
#           alone, data.iso is the user data of the second one; mode1.cue is one track of mode 1
mkdir sessions
tone --seed 31 --sectors 400 sessions/1.wav
tone --seed 32 --sectors 400 sessions/2.wav
"$B/gen/sectors" form1 12500 8 sessions/all.bin sessions/all.user
tail -c $((300 * 2352)) sessions/all.bin >sessions/data.bin
tail -c $((300 * 2048)) sessions/all.user >sessions/data.iso
rm sessions/all.*
printf 'FILE "1.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\nFILE "2.wav" WAVE\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n' >sessions/audio.cue
{
    printf 'REM SESSION 01\n'
    cat sessions/audio.cue
    printf 'REM SESSION 02\nFILE "data.bin" BINARY\n  TRACK 03 MODE2/2352\n    INDEX 01 00:00:00\n'
} >sessions/sessions.cue
printf 'FILE "data.iso" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n' >sessions/mode1.cue
printf 'CD_DA\nTRACK AUDIO\nFILE "1.wav" 0\nTRACK AUDIO\nFILE "2.wav" 0\n' >sessions/1.toc
printf 'CD_ROM_XA\nTRACK MODE2_FORM1\nDATAFILE "data.iso"\n' >sessions/2.toc
author "a disc of two sessions" sessions sessions.cue

# same_sessions NAME DRIVE DRIVE: passes if both sessions are the same, byte for byte
same_sessions() {
    local file
    if [ ! -e "$2/disc.2.bin" ] || [ ! -e "$3/disc.2.bin" ]; then
        skip "$1" "one of the drives has not recorded two sessions"
        return
    fi
    for file in disc.bin disc.pregap disc.sub disc.cue disc.2.bin disc.2.pregap disc.2.sub; do
        cmp "$2/$file" "$3/$file"
    done >found 2>&1
    : >wanted
    same_text "$1" wanted found
}

if [ -x "$B/redbook-burn" ]; then
    own_writes() { # NAME DRIVE IMAGE OPTION...
        local name=$1 drive=$2 image=$3
        shift 3
        works "redbook-burn: $name" "$drive" "$B/redbook-burn" write "$image" --device /dev/sr0 --yes "$@"
    }
    own_verifies() { # NAME DRIVE IMAGE OPTION...
        local name=$1 drive=$2 image=$3
        shift 3
        works "redbook-burn verifies $name" "$drive" "$B/redbook-burn" verify "$image" --device /dev/sr0 "$@"
    }
    own_writes "two sessions in one command" s-own sessions/image.cue --verify
    same_disc "redbook-burn: two sessions: the disc equals the image" s-own sessions/image.cue
    own_writes "the first session alone" s-steps sessions/image.cue --session 1 --leave-open --verify
    own_writes "the second session after it" s-steps sessions/image.cue --session 2 --verify
    same_sessions "redbook-burn: one command and two record the same disc" s-own s-steps
    works "a CCD of two sessions" s-own "$B/redbook" convert sessions/image.cue -o sessions/copy.ccd
    own_writes "two sessions of a CCD" s-ccd sessions/copy.ccd --verify
    same_sessions "redbook-burn: a CUE sheet and a CCD record the same disc" s-own s-ccd
    own_writes "tracks one by one" s-tao sessions/audio.cue --write-mode tao --leave-open
    cp -r s-tao s-tao-1
    own_writes "a track of data after them" s-tao sessions/mode1.cue --write-mode tao --append
    own_writes "data alone, as a track" s-data sessions/mode1.cue --write-mode tao
fi

# ---------------------------------------------------------------- other programs that write
if [ -z "$runtime" ] && have cdrdao && have cdrskin && have wodim; then
    sheet_works "cdrdao --multi burns the first session" s-cdrdao sessions cdrdao write -n --multi --force --device /dev/sr0 --driver "$cdrdao_driver" 1.toc
    sheet_works "cdrdao burns the second session" s-cdrdao sessions cdrdao write -n --device /dev/sr0 --driver "$cdrdao_driver" 2.toc
    # cdrdao writes submode 00, the image has 08 (data).
    differs "cdrdao: two sessions: the disc equals the image except for the subheaders" s-cdrdao sessions/image.cue <<'END'
data 300 3 02:42:50 00 08
END
    same_recording "redbook-burn and cdrdao record the same first session" s-own s-cdrdao
    check "redbook-burn and cdrdao record the same Q in the second session" cmp s-own/disc.2.sub s-cdrdao/disc.2.sub
    works "cdrskin -multi burns tracks one by one" s-cdrskin cdrskin dev=/dev/sr0 -v -multi -tao -audio sessions/1.wav sessions/2.wav
    same_recording "redbook-burn and cdrskin record the same tracks" s-tao-1 s-cdrskin
    works "cdrskin finds where the next session starts" s-cdrskin cdrskin dev=/dev/sr0 -msinfo
    # cdrskin requests the next address in session-at-once mode, and gets that of the pregap of such a session.
    says "cdrskin -msinfo: the address of session-at-once" s-cdrskin '^0,12202$'
    own_verifies "the tracks of cdrskin -multi" s-cdrskin sessions/audio.cue --tao
    works "cdrskin burns data as a second session" s-cdrskin cdrskin dev=/dev/sr0 -v -tao -data sessions/data.iso
    same_sessions "redbook-burn and cdrskin record the same second session" s-tao s-cdrskin
    works "wodim -multi burns tracks one by one" s-wodim wodim dev=/dev/sr0 -v -multi -tao gracetime=2 -audio sessions/1.wav sessions/2.wav
    same_recording "redbook-burn and wodim record the same tracks" s-tao-1 s-wodim
    works "wodim finds where the next session starts" s-wodim wodim dev=/dev/sr0 -msinfo
    says "wodim -msinfo: the address of track-at-once" s-wodim '^0,12352$'
    own_verifies "the tracks of wodim -multi" s-wodim sessions/audio.cue --tao
    works "wodim burns data as a second session" s-wodim wodim dev=/dev/sr0 -v -tao gracetime=2 -data sessions/data.iso
    same_sessions "redbook-burn and wodim record the same second session" s-tao s-wodim
    works "cdrskin burns data as a track" s-data-cdrskin cdrskin dev=/dev/sr0 -v -tao -data sessions/data.iso
    same_recording "redbook-burn and cdrskin record the same track of data" s-data s-data-cdrskin
    if have xorriso; then
        works "xorriso burns data as a track" s-data-xorriso env REDBOOK_DRIVE_MAX_BYTES=65536 xorriso -as cdrecord -v dev=/dev/sr0 -tao -nopad sessions/data.iso
        same_recording "redbook-burn and xorriso record the same track of data" s-data s-data-xorriso
    fi
else
    skip "cdrdao, cdrskin, wodim and xorriso burn sessions and tracks" "one of them is not installed, or they cannot load the preload library"
fi

# ---------------------------------------------------------------- discs of all programs, read as images
# The sheet in the recorder's folder has all sessions.
if [ -x "$B/redbook-burn" ]; then
    for drive in s-own s-steps s-tao s-tao-1 s-cdrdao s-cdrskin s-wodim; do
        [ ! -e $drive/disc.cue ] || {
            works "redbook-burn reads the sessions of $drive" $drive "$B/redbook-burn" read --device /dev/sr0 --output "$PWD/$drive.cue"
            check "redbook-burn reads the sessions of $drive: they equal the disc" "$B/redbook" compare $drive.cue $drive/disc.cue
        }
    done
    own_verifies "two sessions of one command" s-own sessions/image.cue
    own_verifies "two sessions of two commands" s-steps s-own.cue
    for drive in s-tao s-cdrskin s-wodim; do
        [ ! -e $drive/disc.2.bin ] || own_verifies "the session that was appended to $drive" $drive sessions/mode1.cue --append --tao
    done
    [ ! -e s-cdrskin.cue ] || check "redbook-burn reads the same sessions of cdrskin and wodim" "$B/redbook" compare s-cdrskin.cue s-wodim.cue
fi

# ---------------------------------------------------------------- file systems on discs
if [ -z "$runtime" ] && [ -x "$B/redbook-burn" ] && have xorriso; then
    mkdir -p volumes/files
    cp sessions/data.iso volumes/files/large.bin
    cp "$here/album.toc" volumes/files/small.txt
    # xorriso also reads sector 16 of the disc, which is audio on a CD-Extra; the error is SORRY, which is below FAILURE.
    xorriso_extracts() { # NAME DRIVE: extracts the files of the last session and compares them with their sources
        works "xorriso extracts files of $1" "$2" env REDBOOK_DRIVE_MAX_BYTES=65536 \
            xorriso -abort_on FAILURE -return_with FAILURE 32 -osirrox on -indev /dev/sr0 -extract / "$PWD/$2.files"
        check "xorriso: the files of $1 are the ones that were burnt" diff -r "$2.files" volumes/files
    }
    check "a file system for a disc is made" xorriso -as mkisofs -quiet -o volumes/disc.iso volumes/files
    check "a file system for a second session is made" xorriso -as mkisofs -quiet -C 0,12200 -o volumes/extra.iso volumes/files
    check "a CD-Extra is authored" "$B/redbook" author --quiet sessions/1.wav sessions/2.wav --session --data volumes/extra.iso -o volumes/extra.cue
    own_writes "a file system" v-data volumes/disc.iso --verify
    xorriso_extracts "a disc of data" v-data
    own_writes "a CD-Extra" v-extra volumes/extra.cue --verify
    xorriso_extracts "the second session of a CD-Extra" v-extra
else
    skip "xorriso extracts files of burnt discs" "xorriso is not installed, or cannot load the preload library"
fi

# ---------------------------------------------------------------- other programs that read
if [ -z "$runtime" ] && [ -e s-own/disc.2.bin ]; then
    if have cd-info; then
        works "cd-info reads a disc of two sessions" s-own cd-info --no-header --no-device-info -C /dev/sr0
        says "cd-info: the track of the second session" s-own '^  3: 02:44:50  012200 data '
        says "cd-info: where the second session starts" s-own '^session #2 starts at track  3, LSN: 12200,'
    fi
    if have icedax; then
        works "icedax reads a track" s-own icedax dev=/dev/sr0 -t 1 -O wav icedax.wav
        check "icedax: its samples are the image's" cmp <(tail -c +45 sessions/1.wav) <(tail -c +45 icedax.wav)
    fi
    if have readom; then
        works "readom reads a track of data" s-data readom dev=/dev/sr0 f=readom.iso sectors=0-300
        same_bytes "readom: the data is that of the file" sessions/data.iso readom.iso
    fi
    if have sg_inq; then
        works "sg_inq sends INQUIRY" s-own sg_inq /dev/sr0
        says "sg_inq: the product name" s-own 'Product identification: VIRTUAL CD-RW'
        works "sg_raw reads the table of sessions" s-own sg_raw -r 12 /dev/sr0 43 00 01 00 00 00 00 00 0c 00
        says "sg_raw: the last session starts at lba 12200" s-own '00 0a 01 02 00 14 03 00  00 00 2f a8'
    fi
    # cdparanoia and cd-paranoia send MODE SENSE with the transfer direction of a command that sends data.
    objection='56 bytes are transferred in the wrong direction'
    if have cdparanoia; then
        works "cdparanoia reads a track" s-own cdparanoia -d /dev/sr0 1 cdparanoia.wav
        same_bytes "cdparanoia: its samples are the image's" <(tail -c +45 sessions/1.wav) <(tail -c +45 cdparanoia.wav)
    fi
    if have cd-paranoia; then
        works "cd-paranoia reads a track" s-own cd-paranoia -d /dev/sr0 1 cd-paranoia.wav
        check "cd-paranoia: its samples are the image's" cmp <(tail -c +45 sessions/1.wav) <(tail -c +45 cd-paranoia.wav)
    fi
    objection=
else
    skip "other programs read a disc of two sessions" "none was recorded, or they cannot load the preload library"
fi
