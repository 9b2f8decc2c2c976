# tests/burn/images.sh - sourced by run.sh: makes the images that are burned, each in its own folder with its sources
# shellcheck shell=bash
#
# graphics  two tracks of CD+G: image.cue has P to W as they are on the disc (interleaved), graphics.toc treats the same bytes as
#           packs
# album     six tracks with CD-TEXT, MCN, ISRCs, flags, pregaps of 0, 1 and more sectors, and indices 02 and 03; from album.wav
# hidden    five seconds of audio before track 1
# many      99 tracks of four seconds with ISRCs and titles
# tracks    two tracks with the pregap that a drive makes between tracks that are written one by one
# mixed     a mode 1 track of 600 sectors and two audio tracks, with pregaps as made by wodim (mixed-wodim) and cdrdao

redbook() { "$B/redbook" "$@"; }
tone() { "$B/gen/tone" --kind noise --level 30 "$@"; }

# author NAME FOLDER SHEET: makes image.cue in the folder
author() {
    check "$1 is authored" "$B/redbook" author --quiet "$2/$3" -o "$2/image.cue"
}

mkdir album hidden many mixed mixed-wodim tracks
cp "$here/album.cue" "$here/album.toc" album/
tone --seed 7 --sectors 2700 album/album.wav
author "the album" album album.cue
check "the album's CD-TEXT" redbook text --quiet album/album.cue -o album/album.cdt
check "the album's CD-TEXT without marks for repeated texts" redbook text --quiet --no-tab album/album.cue -o album/album-no-tab.cdt

tone --seed 10 --sectors 600 tracks/one.wav
tone --seed 11 --sectors 750 tracks/two.wav
tone --seed 12 --sectors 400 tracks/data.bin
head -c $((400 * 2048)) tracks/data.bin >tracks/data.iso
cat >tracks/tracks.cue <<'END'
FILE "one.wav" WAVE
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "two.wav" WAVE
  TRACK 02 AUDIO
    PREGAP 00:02:02
    INDEX 01 00:00:00
END
author "the tracks" tracks tracks.cue

tone --seed 8 --sectors 1500 hidden/hidden.wav
cat >hidden/hidden.cue <<'END'
FILE "hidden.wav" WAVE
  TRACK 01 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:05:00
  TRACK 02 AUDIO
    INDEX 00 00:11:20
    INDEX 01 00:12:00
END
cat >hidden/hidden.toc <<'END'
CD_DA
TRACK AUDIO
FILE "hidden.wav" 0 00:11:20
START 00:05:00
TRACK AUDIO
FILE "hidden.wav" 00:11:20 00:08:55
START 00:00:55
END
author "the disc with a hidden track" hidden hidden.cue

tone --seed 9 --sectors $((99 * 301)) many/many.wav
many_sheets() {
    local track at
    printf 'CATALOG 9780201379624\nTITLE "Ninety-nine"\nPERFORMER "Many"\nFILE "many.wav" WAVE\n' >many/many.cue
    printf 'CD_DA\nCATALOG "9780201379624"\nCD_TEXT { LANGUAGE_MAP { 0 : EN }\nLANGUAGE 0 { TITLE "Ninety-nine" PERFORMER "Many" } }\n' >many/many.toc
    for ((track = 1; track <= 99; track++)); do
        at=$(((track - 1) * 301))
        printf '  TRACK %02d AUDIO\n    TITLE "Song %d"\n    PERFORMER "Many"\n    ISRC XXA0026%05d\n' $track $track $track
        # a pregap of one sector before each track except the first
        [ $track -eq 1 ] || printf '    INDEX 00 %02d:%02d:%02d\n' $((at / 4500)) $((at / 75 % 60)) $((at % 75)) && [ $track -eq 1 ] || at=$((at + 1))
        printf '    INDEX 01 %02d:%02d:%02d\n' $((at / 4500)) $((at / 75 % 60)) $((at % 75))
    done >>many/many.cue
    for ((track = 1; track <= 99; track++)); do
        at=$(((track - 1) * 301))
        printf 'TRACK AUDIO\nISRC "XXA0026%05d"\nCD_TEXT { LANGUAGE 0 { TITLE "Song %d" PERFORMER "Many" } }\n' $track $track
        printf 'FILE "many.wav" %02d:%02d:%02d 00:04:01\n' $((at / 4500)) $((at / 75 % 60)) $((at % 75))
        [ $track -eq 1 ] || printf 'START 00:00:01\n'
    done >>many/many.toc
}
many_sheets
author "the disc of 99 tracks" many many.cue

"$B/gen/sectors" mode1 600 5 mixed/data.bin mixed/data.iso
tone --seed 10 --sectors 675 mixed/2.wav
tone --seed 11 --sectors 525 mixed/3.wav
cat >mixed/mixed.cue <<'END'
FILE "data.bin" BINARY
  TRACK 01 MODE1/2352
    INDEX 01 00:00:00
    POSTGAP 00:02:00
FILE "2.wav" WAVE
  TRACK 02 AUDIO
    PREGAP 00:02:00
    INDEX 01 00:00:00
FILE "3.wav" WAVE
  TRACK 03 AUDIO
    PREGAP 00:01:00
    INDEX 01 00:00:00
END
cat >mixed/mixed.toc <<'END'
CD_ROM
TRACK MODE1
DATAFILE "data.iso"
ZERO MODE1 00:02:00
TRACK AUDIO
PREGAP 00:02:00
FILE "2.wav" 0
TRACK AUDIO
PREGAP 00:01:00
FILE "3.wav" 0
END
author "the disc of data and audio" mixed mixed.cue

# wodim writes a pregap of 255 sectors between data and audio, and makes the two seconds before an audio track its pregap.
ln mixed/data.bin mixed/data.iso mixed-wodim/
tail -q -c +45 mixed/2.wav mixed/3.wav >mixed-wodim/sound.raw
cat >mixed-wodim/mixed.cue <<'END'
FILE "data.bin" BINARY
  TRACK 01 MODE1/2352
    INDEX 01 00:00:00
FILE "sound.raw" BINARY
  TRACK 02 AUDIO
    PREGAP 00:03:30
    INDEX 01 00:00:00
  TRACK 03 AUDIO
    INDEX 00 00:07:00
    INDEX 01 00:09:00
END
author "the disc of data and audio in wodim's layout" mixed-wodim mixed.cue

mkdir graphics
check "sectors of audio and graphics are generated" "$B/gen/graphics" 900 27 graphics/image.bin graphics/graphics.sub
cat >graphics/image.cue <<'END'
FILE "image.bin" BINARY
  TRACK 01 CDG
    INDEX 01 00:00:00
  TRACK 02 CDG
    INDEX 00 00:05:00
    INDEX 01 00:07:00
END
cat >graphics/graphics.toc <<'END'
CD_DA
TRACK AUDIO RW
DATAFILE "image.bin" 00:05:00
TRACK AUDIO RW
DATAFILE "image.bin" #918000 00:07:00
START 00:02:00
END
