#!/usr/bin/env bash
# Pregaps before the first track of a session: the address after one that is lost stays, nothing is lost of one that no file holds,
# and that of a GD-ROM's first track comes back from its CHD, with the texts. What is carried over the end of a track is no postgap.
. "$TREE/tests/cli/convert/gdi.bash"
tone --kind noise --seed 1 --sectors 400 1.wav
sectors form1 400 7 2.raw 2.iso
for length in 00:03:00 00:02:00 00:01:00; do
    printf 'REM SESSION 01\nFILE "1.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >disc.cue
    printf 'REM SESSION 02\nFILE "2.iso" BINARY\n  TRACK 02 MODE2/2048\n    PREGAP %s\n    INDEX 01 00:00:00\n' $length >>disc.cue
    echo "-- $length"
    redbook convert --strict disc.cue -o "ccd${length//:/}.ccd" || redbook convert -q disc.cue -o "ccd${length//:/}.ccd"
    redbook compare disc.cue "ccd${length//:/}.ccd"
    redbook convert -q --strict --force-delivery disc.cue --target ddp -o "ddp${length//:/}"
    echo "exit status $?"
    redbook author -q disc.cue -o "authored${length//:/}.cue"
    redbook convert -q --strict --force-delivery "authored${length//:/}.cue" --target ddp -o "again${length//:/}"
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
make_gd late m:0:300 a:0:300 m:150:100
for target in gdi chd; do
    redbook convert late.cue --target $target -o late.$target
    echo "exit status $?"
done
mkdir back && redbook convert -q g.chd -o back/g.cue && diff g.cue back/g.cue && cmp "g (Track 1).bin" "back/g (Track 1).bin"
echo "-- carried"
tone --kind noise --seed 2 --frames $((400 * 588 + 17)) a.wav
tone --kind noise --seed 3 --frames $((350 * 588 + 300)) b.wav
tone --kind noise --seed 4 --sectors 320 c.wav
{
    printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:05:00\n'
    printf 'FILE "b.wav" WAVE\n    INDEX 01 00:00:00\n    POSTGAP 00:00:02\n'
    printf 'FILE "c.wav" WAVE\n  TRACK 03 AUDIO\n    PREGAP 00:00:02\n    INDEX 01 00:00:00\n'
} >carried.cue
redbook author -q --carry carried.cue -o authored.cue
redbook convert -q --carry carried.cue -o carried.chd && redbook compare authored.cue carried.chd
