#!/usr/bin/env bash
# The forms in which TOSEC lists discs: a GD-ROM as a GDI, whose files have no pregaps, and one BIN of the whole disc.
. "$TREE/tests/cli/match/prelude.bash"
. "$TREE/tests/cli/convert/gdi.bash"
game='Harbour v1.001 (2000)(Maker)(US)(Disc 1 of 2)[!]'
make_gd g m:0:300 a:150:302 m:0:100 a:150:200 m:225:120
mkdir gd one
redbook convert -q g.cue -o gd/disc.gdi
make_game other && redbook convert -q other.cue --target single -o "one/$game.cue"
{
    printf '<?xml version="1.0"?>\n<datafile>\n\t<header>\n\t\t<category>TOSEC-ISO</category>\n\t</header>\n\t<game name="%s">\n' "$game"
    (cd gd && rom disc.gdi && for file in track*; do rom "$file"; done)
    printf '\t</game>\n\t<game name="Other (1999)(Maker)">\n'
    (cd one && for file in *; do rom "$file"; done)
    printf '\t</game>\n</datafile>\n'
} >tosec.dat
redbook convert -q g.cue -o a.chd
redbook match g.cue gd/disc.gdi a.chd other.cue "one/$game.cue" --dat tosec.dat
redbook match -v other.cue --dat tosec.dat
redbook match --json a.chd --dat tosec.dat | jq -c '.images[].matches[] | .game, .whole, [.tracks[].file]'
# A GD-ROM that ends with its first track of the high density area has no pregap in two parts.
make_gd three m:0:300 a:150:302 m:0:100
redbook match three.cue --dat tosec.dat
# One track is another: its number and where it could be.
printf '1234' | dd of=gd/track04.raw bs=1 seek=5000 conv=notrunc status=none
redbook match gd/disc.gdi --dat tosec.dat
redbook convert -q -f g.cue -o gd/disc.gdi
redbook match gd/disc.gdi --dat tosec.dat --rename
ls gd
cp a.chd "Harbour v1.001 (2000)(Maker)(US)(Disc 2 of 2)[!].chd" && mv a.chd "$game.chd"
redbook convert -q ./*.chd -o set/ --target chd --m3u && cat set/*.m3u && ls set
