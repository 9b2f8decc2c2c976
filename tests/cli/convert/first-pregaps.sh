#!/usr/bin/env bash
# Pregaps before the first track of a session: the address after one that is lost stays, nothing is lost of one that no file holds,
# and that of a GD-ROM's first track comes back from its CHD, with the texts.
. "$TREE/tests/cli/convert/gdi.bash"
tone --kind noise --seed 1 --sectors 400 1.wav
sectors form1 400 7 2.raw 2.iso
for length in 00:03:00 00:02:00 00:01:00; do
    printf 'REM SESSION 01\nFILE "1.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >disc.cue
    printf 'REM SESSION 02\nFILE "2.iso" BINARY\n  TRACK 02 MODE2/2048\n    PREGAP %s\n    INDEX 01 00:00:00\n' $length >>disc.cue
    echo "-- $length"
    redbook convert -q disc.cue -o "ccd${length//:/}.ccd"
    redbook compare disc.cue "ccd${length//:/}.ccd"
    redbook convert -q --strict --force-delivery disc.cue --target ddp -o "ddp${length//:/}"
    echo "exit status $?"
done
echo "-- all in one file, at their addresses"
for pregap in 00:01:00 00:02:00 00:04:00 00:05:00; do
    printf 'REM SESSION 01\nFILE "1.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\nREM LEAD-OUT 01:00:00\n' >own.cue
    printf 'REM SESSION 02\nREM LEAD-IN 00:40:00\nREM PREGAP %s\nFILE "1.wav" WAVE\n  TRACK 02 AUDIO\n' $pregap >>own.cue
    printf '    INDEX 00 00:00:00\n    INDEX 01 00:04:00\n' >>own.cue
    redbook convert -q -f own.cue -o one.cue && redbook compare own.cue one.cue && grep -A 7 OUT one.cue
done
echo "-- GD-ROM"
make_gd g m:150:300 a:150:302 m:0:100
sed -i 's/  TRACK 02 AUDIO/&\n    TITLE "Warning"\n    ISRC JPA600000001/' g.cue
redbook convert --strict g.cue -o g.chd
redbook compare g.cue g.chd
redbook convert -q --strict g.chd -o g2.chd && redbook compare g.cue g2.chd
mkdir back && redbook convert -q g.chd -o back/g.cue && diff g.cue back/g.cue && cmp "g (Track 1).bin" "back/g (Track 1).bin"
