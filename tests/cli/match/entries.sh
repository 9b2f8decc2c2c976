#!/usr/bin/env bash
# Entries of several images: one name twice, and none that can be read.
tone --kind noise --seed 2 --sectors 300 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
mkdir b && cp a.cue a.bin b
redbook match --write-entry a.cue b/a.cue missing.cue | grep -c '<game'
redbook match --write-entry missing.cue a.bin.gone >none.dat
echo "exit $?, $(wc -c <none.dat) bytes"
# A file of which less is stated is searched for at fewer places, or at none.
rom() { printf '<datafile>\n\t<game name="a">\n\t\t<rom name="a (Track 1).bin" %s/>\n\t\t<rom name="a (Track 2).bin" size="235200" sha1="%s"/>\n\t</game>\n</datafile>\n' "$1" "$(sha1sum <tail | cut -d' ' -f1)"; }
tail -c 235200 a.bin >tail
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:02:50\n' >two.cue
sum=$(head -c 470440 a.bin | tail -c 470400 | sha1sum | cut -d' ' -f1)
rom "size=\"470400\" sha1=\"$sum\"" >sized.dat
redbook match two.cue --dat sized.dat
rom "sha1=\"$sum\"" >unsized.dat
redbook match two.cue --dat unsized.dat
# A byte is not a sample of zeros.
{ head -c 470400 a.bin && printf '\0'; } >longer
rom "size=\"470401\" sha1=\"$(sha1sum <longer | cut -d' ' -f1)\"" >longer.dat
redbook match two.cue --dat longer.dat
# A list of ISOs: user data alone is not compared, which is said of a disc of data.
sectors mode1 300 1 data.bin user.bin
printf 'FILE "data.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n' >data.cue
printf '<datafile>\n\t<game name="d">\n\t\t<rom name="d.iso" size="614400" sha1="%s"/>\n\t</game>\n</datafile>\n' "$(sha1sum <user.bin | cut -d' ' -f1)" >iso.dat
redbook match a.cue data.cue --dat iso.dat
exit 0
