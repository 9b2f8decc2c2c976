# What the cases about sessions share: the worked example of a CD-Extra, three audio tracks of 300, 300 and 400 sectors,
# then a data track of 300 sectors whose headers name lba 12400 on; and a GD-ROM of five tracks.

make_extra() {
    for n in 1 2 3; do
        tone --kind noise --seed "$n" --sectors $((n < 3 ? 300 : 400)) "$n.bin"
    done
    sectors form1 12700 7 all.bin user.bin
    tail -c $((300 * 2352)) all.bin >4.bin
    rm all.bin user.bin
    cat 1.bin 2.bin 3.bin 4.bin >one.bin
    cat >extra.cue <<'END'
REM SESSION 01
FILE "1.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "2.bin" BINARY
  TRACK 02 AUDIO
    INDEX 01 00:00:00
FILE "3.bin" BINARY
  TRACK 03 AUDIO
    INDEX 01 00:00:00
REM LEAD-OUT 01:30:00
REM SESSION 02
REM LEAD-IN 01:00:00
REM PREGAP 00:02:00
FILE "4.bin" BINARY
  TRACK 04 MODE2/2352
    INDEX 01 00:00:00
END
    grep -v 'LEAD\|PREGAP' extra.cue >bare.cue
    cat >one.cue <<'END'
FILE "one.bin" BINARY
  REM SESSION 01
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:04:00
  TRACK 03 AUDIO
    INDEX 01 00:08:00
  REM LEAD-OUT 00:13:25
  REM SESSION 02
  TRACK 04 MODE2/2352
    INDEX 01 02:45:25
END
}

make_gd() {
    sectors mode1 45100 3 all.bin user.bin
    head -c $((300 * 2352)) all.bin >g1.bin
    tail -c $((100 * 2352)) all.bin >g3.bin
    rm all.bin user.bin
    tone --kind noise --sectors 452 g2.bin
    cat >gd.cue <<'END'
REM SINGLE-DENSITY AREA
FILE "g1.bin" BINARY
  TRACK 01 MODE1/2352
    INDEX 01 00:00:00
FILE "g2.bin" BINARY
  TRACK 02 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:02:00
REM HIGH-DENSITY AREA
FILE "g3.bin" BINARY
  TRACK 03 MODE1/2352
    INDEX 01 00:00:00
END
}
