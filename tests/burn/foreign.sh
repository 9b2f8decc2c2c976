# tests/burn/foreign.sh - sourced by run.sh: burners and readers of other projects
# shellcheck shell=bash

# in_folder FOLDER COMMAND...: cdrskin and cdrdao look for the files of a sheet in the working directory
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
    says "cdrskin: it is one drive" d-cdrskin '^0 +dev=./dev/sr0.'
    works "cdrskin reads the ATIP" d-cdrskin cdrskin dev=/dev/sr0 -atip
    says "cdrskin: where the lead-in begins" d-cdrskin 'lead in: +-[0-9]+ \(97:'
    cdrskin_burns "cdrskin simulates the album" d-cdrskin album -dummy -text cuefile=album.cue
    blank "cdrskin: the simulation left the disc blank" d-cdrskin
    cdrskin_burns "cdrskin burns the album" d-cdrskin album -text cuefile=album.cue
    same_disc "cdrskin: the disc is the image" d-cdrskin album/image.cue
    same_q "cdrskin: Q says what the image says" d-cdrskin album/image.cue
    same_bytes "cdrskin: its packs of CD-TEXT are ours" album/album.cdt d-cdrskin/disc.cdt
    works "cdrskin reads the table back" d-cdrskin cdrskin dev=/dev/sr0 -toc
    says "cdrskin: a track with both flags" d-cdrskin 'track: +5 lba: +1810 .*00:26:10 .*control: 3'
    says "cdrskin: the lead-out" d-cdrskin 'track:lout lba: +2700 '
    cdrskin_burns "cdrskin burns the album's BIN" d-cdrskin-bin album -text cuefile=image.cue
    same_disc "cdrskin takes the BIN as it is" d-cdrskin-bin album/image.cue
    cdrskin_burns "cdrskin burns the hidden track" d-cdrskin-hidden hidden cuefile=hidden.cue
    same_disc "cdrskin: the hidden track is there" d-cdrskin-hidden hidden/image.cue
    same_q "cdrskin: Q of the hidden track" d-cdrskin-hidden hidden/image.cue
    cdrskin_burns "cdrskin burns 99 tracks" d-cdrskin-many many -text cuefile=many.cue
    same_disc "cdrskin: the 99 tracks are there" d-cdrskin-many many/image.cue
    same_q "cdrskin: Q of 99 tracks" d-cdrskin-many many/image.cue
    works "cdrskin burns track by track" d-cdrskin-tao cdrskin dev=/dev/sr0 -v -tao -audio tracks/one.wav tracks/two.wav
    same_disc "cdrskin: the tracks are there, with the pauses of a drive" d-cdrskin-tao tracks/image.cue
    same_q "cdrskin: Q of the tracks" d-cdrskin-tao tracks/image.cue
    drive_options=medium=cd-rw
    cdrskin_burns "cdrskin burns the album on a CD-RW" d-cdrskin-rw album -text cuefile=album.cue
    works "cdrskin blanks it" d-cdrskin-rw cdrskin dev=/dev/sr0 -v blank=fast
    blank "cdrskin: the disc is blank" d-cdrskin-rw
    drive_options=
else
    skip "cdrskin burns, simulates, blanks and reads" "cdrskin is not here"
fi

# ---------------------------------------------------------------- cdrdao
if have cdrdao; then
    cdrdao_burns() { # NAME DRIVE FOLDER COMMAND OPTION...
        local name=$1 drive=$2 folder=$3 command=$4
        shift 4
        sheet_works "$name" "$drive" "$folder" cdrdao "$command" -n --device /dev/sr0 --driver "$cdrdao_driver" "$@"
    }
    works "cdrdao finds the drive" d-cdrdao cdrdao scanbus
    says "cdrdao: it is one drive" d-cdrdao '^/dev/sr0 : REDBOOK , VIRTUAL CD-RW   , 1.00'
    works "cdrdao reads about the disc" d-cdrdao cdrdao disk-info --device /dev/sr0
    says "cdrdao: the disc is empty" d-cdrdao '^CD-R empty +: yes'
    cdrdao_burns "cdrdao simulates the album" d-cdrdao album simulate album.toc
    blank "cdrdao: the simulation left the disc blank" d-cdrdao
    cdrdao_burns "cdrdao burns the album" d-cdrdao album write album.toc
    same_disc "cdrdao: the disc is the image" d-cdrdao album/image.cue
    same_q "cdrdao: Q says what the image says" d-cdrdao album/image.cue
    cdrdao_burns "cdrdao burns the hidden track" d-cdrdao-hidden hidden write hidden.toc
    same_disc "cdrdao: the hidden track is there" d-cdrdao-hidden hidden/image.cue
    same_q "cdrdao: Q of the hidden track" d-cdrdao-hidden hidden/image.cue
    cdrdao_burns "cdrdao burns 99 tracks" d-cdrdao-many many write many.toc
    same_disc "cdrdao: the 99 tracks are there" d-cdrdao-many many/image.cue
    same_q "cdrdao: Q of 99 tracks" d-cdrdao-many many/image.cue
    cdrdao_burns "cdrdao burns data and sound" d-cdrdao-mixed mixed write mixed.toc
    same_disc "cdrdao: data and sound are there" d-cdrdao-mixed mixed/image.cue
    same_q "cdrdao: Q of data and sound" d-cdrdao-mixed mixed/image.cue
    cdrdao_burns "cdrdao burns CD+G" d-cdrdao-graphics graphics write graphics.toc
    sed 's/album.wav/image.bin/' album/album.toc >album/bin.toc
    cdrdao_burns "cdrdao --swap burns the album's BIN" d-cdrdao-swap album write --swap bin.toc
    same_disc "cdrdao --swap takes the BIN as it is" d-cdrdao-swap album/image.cue
    cdrdao_burns "cdrdao burns the album's BIN" d-cdrdao-bin album write bin.toc
    check "cdrdao takes a BIN for big-endian" swapped d-cdrdao-bin/disc.bin album/image.bin
    # Its raw driver does not repeat a write in the lead-in that a drive's buffer has no room for: this drive always has room.
    drive_options=clock=instant
    cdrdao_raw() { # NAME DRIVE FOLDER TOC DRIVER
        sheet_works "$1" "$2" "$3" cdrdao write -n --device /dev/sr0 --driver "$5" "$4"
    }
    cdrdao_raw "cdrdao burns the album raw, P to W" d-cdrdao-raw album album.toc generic-mmc-raw:0x10
    same_disc "cdrdao, raw: the disc is the image" d-cdrdao-raw album/image.cue
    cdrdao_raw "cdrdao burns data and sound raw, P and Q" d-cdrdao-raw16 mixed mixed.toc generic-mmc-raw
    same_disc "cdrdao, raw: data and sound are there" d-cdrdao-raw16 mixed/image.cue
    drive_options=medium=cd-rw
    cdrdao_burns "cdrdao burns the album on a CD-RW" d-cdrdao-rw album write album.toc
    works "cdrdao blanks it" d-cdrdao-rw cdrdao blank --device /dev/sr0 --driver "$cdrdao_driver" --blank-mode minimal
    blank "cdrdao: the disc is blank" d-cdrdao-rw
    drive_options=
else
    skip "cdrdao burns, simulates, blanks and reads" "cdrdao is not here"
fi

# ---------------------------------------------------------------- wodim
if have wodim; then
    wodim_burns() { # NAME DRIVE FOLDER OPTION...
        local name=$1 drive=$2 folder=$3
        shift 3
        sheet_works "$name" "$drive" "$folder" wodim dev=/dev/sr0 -v -sao gracetime=2 "$@"
    }
    works "wodim finds the drive" d-wodim wodim -scanbus
    says "wodim: it is one drive" d-wodim "'REDBOOK ' 'VIRTUAL CD-RW   ' '1.00' Removable CD-ROM"
    works "wodim reads the ATIP" d-wodim wodim dev=/dev/sr0 -atip
    says "wodim: where the lead-in begins" d-wodim 'lead in: +-[0-9]+ \(97:'
    # It takes the two seconds before track 2, which has no pregap, from track 1: the rest is too short.
    objection='track 1 has 245 sectors, expected at least 300'
    wodim_burns "wodim simulates the album" d-wodim album -dummy -text cuefile=album.cue
    blank "wodim: the simulation left the disc blank" d-wodim
    wodim_burns "wodim burns the album" d-wodim album -text cuefile=album.cue
    # It ignores PRE in a sheet, and makes the two seconds before a track without a pregap its pregap.
    differs "wodim: the disc is the image but for pre-emphasis and the pause of a track without one" d-wodim album/image.cue <<'END'
pregap 1 2 00:03:20 00:02:00 00:00:00
flags 2 4 00:17:01 (none) PRE
END
    equal "wodim: the track before that pause is too short, and the recorder says so" "! $objection" "$(grep '^!' d-wodim/transcript | sort -u)"
    same_bytes "wodim: its packs of CD-TEXT are ours, repeated texts in full" album/album-no-tab.cdt d-wodim/disc.cdt
    equal "wodim: ISRCs stand under control bits 0 whatever the track's" "03 03 03 03 03 03 21" \
        "$(sed -n 's/^\(.3\) 0. [0-9A-F][0-9A-F] [0-9A-F][0-9A-F] .*/\1/p' d-wodim/disc.sheet | sed -n 1~2p | tr '\n' ' ')$(sed -n 's/^\(.1\) 05 01 .*/\1/p' d-wodim/disc.sheet)"
    works "wodim reads the table back" d-wodim wodim dev=/dev/sr0 -toc
    says "wodim: a track that may be copied" d-wodim 'track: +5 lba: +1810 .*00:26:10 adr: 1 control: 2'
    says "wodim: the lead-out" d-wodim 'track:lout lba: +2700 '
    works "wodim burns track by track" d-wodim-tao wodim dev=/dev/sr0 -v -tao gracetime=2 -audio tracks/one.wav tracks/two.wav
    same_disc "wodim: the tracks are there, with the pauses of a drive" d-wodim-tao tracks/image.cue
    same_q "wodim: Q of the tracks" d-wodim-tao tracks/image.cue
    works "wodim simulates track by track" d-wodim-tao-dummy wodim dev=/dev/sr0 -v -tao -dummy gracetime=2 -audio tracks/one.wav
    blank "wodim: simulated tracks left the disc blank" d-wodim-tao-dummy
    works "wodim burns data, then sound, track by track" d-wodim-tao-mixed wodim dev=/dev/sr0 -v -tao gracetime=2 -data tracks/data.iso -audio tracks/one.wav
    check "wodim: sectors of data and sound are sound" redbook check --quiet d-wodim-tao-mixed/disc.cue
    wodim_burns "wodim burns the hidden track" d-wodim-hidden hidden cuefile=hidden.cue
    check "wodim puts silence where the hidden track is, and all of the file behind it" \
        cmp <(head -c $((375 * 2352)) /dev/zero; tail -c +45 hidden/hidden.wav) d-wodim-hidden/disc.bin
    wodim_burns "wodim burns 99 tracks" d-wodim-many many -text cuefile=many.cue
    same_disc "wodim: the 99 tracks are there" d-wodim-many many/image.cue
    wodim_burns "wodim burns data and sound" d-wodim-mixed mixed -data data.iso -audio 2.wav 3.wav
    same_disc "wodim: data and sound are there" d-wodim-mixed mixed-wodim/image.cue
    same_q "wodim: Q of data and sound" d-wodim-mixed mixed-wodim/image.cue
    wodim_burns "wodim burns the album's BIN" d-wodim-bin album cuefile=image.cue
    check "wodim takes a BIN for big-endian" swapped d-wodim-bin/disc.bin album/image.bin
    works "wodim burns a track raw, P to W" d-wodim-raw96 wodim dev=/dev/sr0 -v -raw96r gracetime=2 -audio tracks/one.wav
    check "wodim, raw: the sound is there" cmp <(tail -c +45 tracks/one.wav) d-wodim-raw96/disc.bin
    works "wodim burns a track raw, P and Q" d-wodim-raw16 wodim dev=/dev/sr0 -v -raw16 gracetime=2 -audio tracks/one.wav
    check "wodim, raw: the sound is there again" cmp <(tail -c +45 tracks/one.wav) d-wodim-raw16/disc.bin
    drive_options=medium=cd-rw
    wodim_burns "wodim burns the album on a CD-RW" d-wodim-rw album -text cuefile=album.cue
    works "wodim blanks it" d-wodim-rw wodim dev=/dev/sr0 -v gracetime=2 blank=fast
    blank "wodim: the disc is blank" d-wodim-rw
    drive_options=
    objection=
else
    skip "wodim burns, simulates, blanks and reads" "wodim is not here"
fi
