#!/usr/bin/env bash
# A disc read with a drive that has an offset: its audio is that of the disc, also in the pregap of a track after data, where its
# first samples alone, which the drive reads as part of the data, are silence, and at the start of a later session.
sectors mode1 600 1 data.bin user
tone --kind noise --sectors 700 audio.bin
tone --kind noise --seed 2 --sectors 400 one.bin
album() { # FILE
    printf '%s\n' "FILE \"$1\" BINARY" '  TRACK 01 MODE1/2352' '    INDEX 01 00:00:00' \
        '  TRACK 02 AUDIO' '    INDEX 00 00:08:00' '    INDEX 01 00:12:00'
}
sessions() { # FILE
    printf '%s\n' 'REM SESSION 01' 'FILE "one.bin" BINARY' '  TRACK 01 AUDIO' '    INDEX 01 00:00:00' 'REM SESSION 02' \
        "FILE \"$1\" BINARY" '  TRACK 02 AUDIO' '    INDEX 00 00:00:00' '    INDEX 01 00:02:00'
}
early() { # what a drive returns for it that reads 30 samples before the address
    tail -c +121 "$1"
    head -c 120 /dev/zero
}
late() { # 30 after it
    head -c 120 /dev/zero
    head -c -120 "$1"
}
differ() { # COPY ORIGINAL: the first and the last sample that differ
    cmp -l "$1" "$2" | awk '{if (!a) a = $1; b = $1} END {print a ? int((a - 1) / 4) " to " int((b - 1) / 4) : "same"}'
}
for drive in early late; do
    offset=-30
    [ $drive = early ] || offset=30
    echo "-- data and audio, $drive"
    cat data.bin audio.bin >mixed.bin
    cat data.bin <($drive audio.bin) >mixed-$drive.bin
    album mixed-$drive.bin >disc.cue
    redbook-burn write -q --yes -d virtual:mixed-$drive disc.cue
    redbook-burn read -q -d virtual:mixed-$drive --drive-offset $offset -o mixed-copy-$drive.cue; echo $?
    tail -n 2 mixed-copy-$drive.cue
    differ mixed-copy-$drive.bin mixed.bin
    echo "-- sessions, $drive"
    cat <(head -c 352800 /dev/zero) one.bin >two.bin
    $drive two.bin >two-$drive.bin
    sessions two-$drive.bin >disc.cue
    redbook-burn write -q --yes -d virtual:two-$drive disc.cue
    redbook-burn read -q -d virtual:two-$drive --drive-offset $offset -o two-copy-$drive.cue; echo $?
    differ "two-copy-$drive (Session 2).bin" one.bin
done
