# What the cases about images of other programs share: a disc of data and audio, one of two sessions, each with a sheet of
# ours to compare with; and what puts an image around them.

container() {
    python3 "$TREE/tests/gen/container.py" "$@"
}

# Track 1 data, 300 sectors; track 2 audio, a pregap of 150 sectors with noise in it and 300; track 3 audio, 300 sectors.
make_mixed() {
    sectors mode1 300 1 t1.bin user.bin
    tone --kind noise --seed 2 --sectors 450 t2.bin
    tone --kind noise --seed 3 --sectors 300 t3.bin
    head -c $((150 * 2352)) /dev/zero | cat - t1.bin >t1p.bin
    cat t1.bin t2.bin t3.bin >mixed.bin
    cat >mixed.cue <<'SHEET'
CATALOG 4006381333931
FILE "mixed.bin" BINARY
  TRACK 01 MODE1/2352
    ISRC USRC17607839
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 00 00:04:00
    INDEX 01 00:06:00
  TRACK 03 AUDIO
    INDEX 01 00:10:00
SHEET
    grep -v 'CATALOG\|ISRC' mixed.cue >plain.cue
}

# Audio of 300 and 400 sectors; then data of 200 sectors in a second session, from lba 12100 on, pregap stored or not.
make_sessions() {
    tone --kind noise --seed 1 --sectors 300 s1.bin
    tone --kind noise --seed 2 --sectors 400 s2.bin
    sectors form1 12300 7 all.bin all.user
    tail -c $((200 * 2352)) all.bin >s3.bin
    head -c $((12100 * 2352)) all.bin | tail -c $((150 * 2352)) | cat - s3.bin >s3p.bin
    rm all.bin all.user
    head -c $((150 * 2352)) /dev/zero | cat - s1.bin >s1p.bin
    cat >two.cue <<'SHEET'
REM SESSION 01
FILE "s1.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "s2.bin" BINARY
  TRACK 02 AUDIO
    INDEX 01 00:00:00
REM SESSION 02
FILE "s3.bin" BINARY
  TRACK 03 MODE2/2352
    INDEX 01 00:00:00
SHEET
}

# The same disc as a sheet says? Then through a target and back.
compare_with() { # SHEET IMAGE
    redbook compare -q "$1" "$2" && redbook convert -qf "$2" -o back.cue && redbook compare -q back.cue "$1" &&
        echo "$2: the disc of $1"
}
