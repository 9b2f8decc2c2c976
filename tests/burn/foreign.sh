# tests/burn/foreign.sh - sourced by run.sh: burners and readers of other projects
# shellcheck shell=bash

# in_folder FOLDER COMMAND...: prints the command that runs this one in the folder, where cdrskin and cdrdao look for the files of
# a sheet
in_folder() {
    local folder=$1
    shift
    printf '%s\0' env -C "$folder" "$@"
}
sheet_works() { # NAME DRIVE FOLDER COMMAND...
    local name=$1 drive=$2 folder=$3 command
    shift 3
    mapfile -d '' command < <(in_folder "$folder" "$@")
    works "$name" "$drive" "${command[@]}"
}
cdrdao_driver='generic-mmc:0x10'

# ---------------------------------------------------------------- cdrskin
if have cdrskin; then
    cdrskin_burns() { # NAME DRIVE FOLDER OPTION...
        local name=$1 drive=$2 folder=$3
        shift 3
        sheet_works "$name" "$drive" "$folder" cdrskin dev=/dev/sr0 -v -sao "$@"
    }
    works "cdrskin finds the drive" d-cdrskin cdrskin --devices
    says "cdrskin: one drive is found" d-cdrskin '^0 +dev=./dev/sr0.'
    works "cdrskin reads the ATIP" d-cdrskin cdrskin dev=/dev/sr0 -atip
    says "cdrskin: start of the lead-in" d-cdrskin 'lead in: +-[0-9]+ \(97:'
    cdrskin_burns "cdrskin simulates the album" d-cdrskin album -dummy -text cuefile=album.cue
    blank "cdrskin: the disc is blank after the simulation" d-cdrskin
    cdrskin_burns "cdrskin burns the album" d-cdrskin album -text cuefile=album.cue
    same_disc "cdrskin: the disc equals the image" d-cdrskin album/image.cue
    same_q "cdrskin: Q equals that of the image" d-cdrskin album/image.cue
    same_bytes "cdrskin: its CD-TEXT packs are ours" album/album.cdt d-cdrskin/disc.cdt
    works "cdrskin reads the TOC" d-cdrskin cdrskin dev=/dev/sr0 -toc
    says "cdrskin: a track with both flags" d-cdrskin 'track: +5 lba: +1810 .*00:26:10 .*control: 3'
    says "cdrskin: the lead-out" d-cdrskin 'track:lout lba: +2700 '
    cdrskin_burns "cdrskin burns the album's BIN" d-cdrskin-bin album -text cuefile=image.cue
    same_disc "cdrskin reads the BIN in its byte order" d-cdrskin-bin album/image.cue
    cdrskin_burns "cdrskin burns the hidden track" d-cdrskin-hidden hidden cuefile=hidden.cue
    same_disc "cdrskin: the disc with a hidden track equals the image" d-cdrskin-hidden hidden/image.cue
    same_q "cdrskin: Q of the hidden track" d-cdrskin-hidden hidden/image.cue
    cdrskin_burns "cdrskin burns 99 tracks" d-cdrskin-many many -text cuefile=many.cue
    same_disc "cdrskin: the disc of 99 tracks equals the image" d-cdrskin-many many/image.cue
    same_q "cdrskin: Q of 99 tracks" d-cdrskin-many many/image.cue
    works "cdrskin burns track by track" d-cdrskin-tao cdrskin dev=/dev/sr0 -v -tao -audio tracks/one.wav tracks/two.wav
    same_disc "cdrskin: the tracks equal the image, with pregaps made by the drive" d-cdrskin-tao tracks/image.cue
    same_q "cdrskin: Q of the tracks" d-cdrskin-tao tracks/image.cue
    drive_options=medium=cd-rw
    cdrskin_burns "cdrskin burns the album on a CD-RW" d-cdrskin-rw album -text cuefile=album.cue
    works "cdrskin blanks it" d-cdrskin-rw cdrskin dev=/dev/sr0 -v blank=fast
    blank "cdrskin: the disc is blank" d-cdrskin-rw
    drive_options=
else
    skip "cdrskin burns, simulates, blanks and reads" "cdrskin is not installed"
fi

# ---------------------------------------------------------------- cdrdao
if have cdrdao; then
    cdrdao_burns() { # NAME DRIVE FOLDER COMMAND OPTION...
        local name=$1 drive=$2 folder=$3 command=$4
        shift 4
        sheet_works "$name" "$drive" "$folder" cdrdao "$command" -n --device /dev/sr0 --driver "$cdrdao_driver" "$@"
    }
    works "cdrdao finds the drive" d-cdrdao cdrdao scanbus
    says "cdrdao: one drive is found" d-cdrdao '^/dev/sr0 : REDBOOK , VIRTUAL CD-RW   , 1.00'
    works "cdrdao disk-info reads about the disc" d-cdrdao cdrdao disk-info --device /dev/sr0
    says "cdrdao: the disc is empty" d-cdrdao '^CD-R empty +: yes'
    cdrdao_burns "cdrdao simulates the album" d-cdrdao album simulate album.toc
    blank "cdrdao: the disc is blank after the simulation" d-cdrdao
    cdrdao_burns "cdrdao burns the album" d-cdrdao album write album.toc
    same_disc "cdrdao: the disc equals the image" d-cdrdao album/image.cue
    same_q "cdrdao: Q equals that of the image" d-cdrdao album/image.cue
    cdrdao_burns "cdrdao burns the hidden track" d-cdrdao-hidden hidden write hidden.toc
    same_disc "cdrdao: the disc with a hidden track equals the image" d-cdrdao-hidden hidden/image.cue
    same_q "cdrdao: Q of the hidden track" d-cdrdao-hidden hidden/image.cue
    cdrdao_burns "cdrdao burns 99 tracks" d-cdrdao-many many write many.toc
    same_disc "cdrdao: the disc of 99 tracks equals the image" d-cdrdao-many many/image.cue
    same_q "cdrdao: Q of 99 tracks" d-cdrdao-many many/image.cue
    cdrdao_burns "cdrdao burns data and audio" d-cdrdao-mixed mixed write mixed.toc
    same_disc "cdrdao: the disc of data and audio equals the image" d-cdrdao-mixed mixed/image.cue
    same_q "cdrdao: Q of data and audio" d-cdrdao-mixed mixed/image.cue
    cdrdao_burns "cdrdao burns CD+G" d-cdrdao-graphics graphics write graphics.toc
    sed 's/album.wav/image.bin/' album/album.toc >album/bin.toc
    cdrdao_burns "cdrdao --swap burns the album's BIN" d-cdrdao-swap album write --swap bin.toc
    same_disc "cdrdao --swap reads the BIN in its byte order" d-cdrdao-swap album/image.cue
    cdrdao_burns "cdrdao burns the album's BIN" d-cdrdao-bin album write bin.toc
    check "cdrdao reads a BIN as big-endian" swapped d-cdrdao-bin/disc.bin album/image.bin
    # The raw driver of cdrdao does not repeat a write in the lead-in for which the drive's buffer has no room, so this drive has
    # always room.
    drive_options=clock=instant
    cdrdao_raw() { # NAME DRIVE FOLDER TOC DRIVER
        sheet_works "$1" "$2" "$3" cdrdao write -n --device /dev/sr0 --driver "$5" "$4"
    }
    cdrdao_raw "cdrdao burns the album raw, P to W" d-cdrdao-raw album album.toc generic-mmc-raw:0x10
    same_disc "cdrdao, raw: the disc equals the image" d-cdrdao-raw album/image.cue
    cdrdao_raw "cdrdao burns data and audio raw, P and Q" d-cdrdao-raw16 mixed mixed.toc generic-mmc-raw
    same_disc "cdrdao, raw: the disc of data and audio equals the image" d-cdrdao-raw16 mixed/image.cue
    drive_options=medium=cd-rw
    cdrdao_burns "cdrdao burns the album on a CD-RW" d-cdrdao-rw album write album.toc
    works "cdrdao blanks it" d-cdrdao-rw cdrdao blank --device /dev/sr0 --driver "$cdrdao_driver" --blank-mode minimal
    blank "cdrdao: the disc is blank" d-cdrdao-rw
    drive_options=
else
    skip "cdrdao burns, simulates, blanks and reads" "cdrdao is not installed"
fi

# ---------------------------------------------------------------- wodim
if have wodim; then
    wodim_burns() { # NAME DRIVE FOLDER OPTION...
        local name=$1 drive=$2 folder=$3
        shift 3
        sheet_works "$name" "$drive" "$folder" wodim dev=/dev/sr0 -v -sao gracetime=2 "$@"
    }
    works "wodim finds the drive" d-wodim wodim -scanbus
    says "wodim: one drive is found" d-wodim "'REDBOOK ' 'VIRTUAL CD-RW   ' '1.00' Removable CD-ROM"
    works "wodim reads the ATIP" d-wodim wodim dev=/dev/sr0 -atip
    says "wodim: start of the lead-in" d-wodim 'lead in: +-[0-9]+ \(97:'
    # Track 2 has no pregap; wodim makes the last two seconds of track 1 its pregap, and the rest of track 1 is too short.
    objection='track 1 has 245 sectors, expected at least 300'
    wodim_burns "wodim simulates the album" d-wodim album -dummy -text cuefile=album.cue
    blank "wodim: the disc is blank after the simulation" d-wodim
    wodim_burns "wodim burns the album" d-wodim album -text cuefile=album.cue
    # wodim ignores PRE in a sheet, and makes the two seconds before a track without a pregap its pregap.
    differs "wodim: the disc equals the image except for pre-emphasis and the pregap of a track without one" d-wodim album/image.cue <<'END'
pregap 1 2 00:03:20 00:02:00 00:00:00
flags 2 4 00:17:01 (none) PRE
END
    equal "wodim: the track before that pregap is too short, which the recorder reports" "! $objection" "$(grep '^!' d-wodim/transcript | sort -u)"
    same_bytes "wodim: its CD-TEXT packs are ours, with repeated texts in full" album/album-no-tab.cdt d-wodim/disc.cdt
    equal "wodim: the cue sheet has ISRCs with control bits 0, whatever those of the track" "03 03 03 03 03 03 21" \
        "$(sed -n 's/^\(.3\) 0. [0-9A-F][0-9A-F] [0-9A-F][0-9A-F] .*/\1/p' d-wodim/disc.sheet | sed -n 1~2p | tr '\n' ' ')$(sed -n 's/^\(.1\) 05 01 .*/\1/p' d-wodim/disc.sheet)"
    works "wodim reads the TOC" d-wodim wodim dev=/dev/sr0 -toc
    says "wodim: a track that may be copied" d-wodim 'track: +5 lba: +1810 .*00:26:10 adr: 1 control: 2'
    says "wodim: the lead-out" d-wodim 'track:lout lba: +2700 '
    works "wodim burns track by track" d-wodim-tao wodim dev=/dev/sr0 -v -tao gracetime=2 -audio tracks/one.wav tracks/two.wav
    same_disc "wodim: the tracks equal the image, with pregaps made by the drive" d-wodim-tao tracks/image.cue
    same_q "wodim: Q of the tracks" d-wodim-tao tracks/image.cue
    works "wodim simulates track by track" d-wodim-tao-dummy wodim dev=/dev/sr0 -v -tao -dummy gracetime=2 -audio tracks/one.wav
    blank "wodim: the disc is blank after simulated tracks" d-wodim-tao-dummy
    works "wodim burns data, then audio, track by track" d-wodim-tao-mixed wodim dev=/dev/sr0 -v -tao gracetime=2 -data tracks/data.iso -audio tracks/one.wav
    check "wodim: redbook check accepts the disc of data and audio" redbook check --quiet d-wodim-tao-mixed/disc.cue
    wodim_burns "wodim burns the hidden track" d-wodim-hidden hidden cuefile=hidden.cue
    check "wodim writes silence instead of the hidden track, and the whole file after it" \
        cmp <(head -c $((375 * 2352)) /dev/zero; tail -c +45 hidden/hidden.wav) d-wodim-hidden/disc.bin
    wodim_burns "wodim burns 99 tracks" d-wodim-many many -text cuefile=many.cue
    same_disc "wodim: the disc of 99 tracks equals the image" d-wodim-many many/image.cue
    wodim_burns "wodim burns data and audio" d-wodim-mixed mixed -data data.iso -audio 2.wav 3.wav
    same_disc "wodim: the disc of data and audio equals the image" d-wodim-mixed mixed-wodim/image.cue
    same_q "wodim: Q of data and audio" d-wodim-mixed mixed-wodim/image.cue
    wodim_burns "wodim burns the album's BIN" d-wodim-bin album cuefile=image.cue
    check "wodim reads a BIN as big-endian" swapped d-wodim-bin/disc.bin album/image.bin
    works "wodim burns a track raw, P to W" d-wodim-raw96 wodim dev=/dev/sr0 -v -raw96r gracetime=2 -audio tracks/one.wav
    check "wodim, raw with P to W: the samples are the file's" cmp <(tail -c +45 tracks/one.wav) d-wodim-raw96/disc.bin
    works "wodim burns a track raw, P and Q" d-wodim-raw16 wodim dev=/dev/sr0 -v -raw16 gracetime=2 -audio tracks/one.wav
    check "wodim, raw with P and Q: the samples are the file's" cmp <(tail -c +45 tracks/one.wav) d-wodim-raw16/disc.bin
    drive_options=medium=cd-rw
    wodim_burns "wodim burns the album on a CD-RW" d-wodim-rw album -text cuefile=album.cue
    works "wodim blanks it" d-wodim-rw wodim dev=/dev/sr0 -v gracetime=2 blank=fast
    blank "wodim: the disc is blank" d-wodim-rw
    drive_options=
    objection=
else
    skip "wodim burns, simulates, blanks and reads" "wodim is not installed"
fi
