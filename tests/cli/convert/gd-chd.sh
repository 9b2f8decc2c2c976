#!/usr/bin/env bash
# GD-ROMs in a CHD: the sheet in it says which sectors at the end of a track are the next one's pregap, so that nothing is lost
# in any target; a GDI can be restored from any CHD of it.
. "$TREE/tests/cli/convert/gdi.bash"
make_gd g m:0:300 a:150:302 m:0:100 a:150:200 m:225:120
redbook convert g.cue -o g.chd
redbook compare g.cue g.chd
redbook check --profile emulator --fail-on warning -q g.chd && echo "no data in audio"
mkdir redump gdi gdi2 restored again
redbook convert --strict g.chd --target redump -o redump/g.cue && diff g.cue redump/g.cue
for file in redump/*.bin; do cmp "$file" "${file#redump/}"; done
redbook convert -q g.cue -o gdi/disc.gdi && redbook convert -q g.chd -o gdi2/disc.gdi && diff -r gdi gdi2 && echo "the same GDI"
redbook convert -q g.chd -o restored/g.cue && diff redump restored && echo "the files as they were"
redbook convert -q g.chd -o g2.chd && redbook compare g2.chd g.cue
redbook convert --strict gdi/disc.gdi -o d.chd && redbook convert -q d.chd -o again/disc.gdi && diff -r gdi again && echo "the GDI again"
redbook compare gdi/disc.gdi d.chd
# A pregap that begins with silence of no file.
sed -e '/TRACK 05/,$s/    INDEX 00/    PREGAP 00:01:00\n    INDEX 00/' g.cue >p.cue
redbook convert -q p.cue -o p.chd && redbook compare -q p.cue p.chd && echo "the sectors after the silence are there"
# A pregap of cooked sectors cannot go back to its track: by a sheet that was made from the disc, it is lost.
python3 -c '
import sys
data = open(sys.argv[1], "rb").read()
open(sys.argv[2], "wb").write(b"".join(data[at + 16:at + 2064] for at in range(0, len(data), 2352)))' 'g (Track 5).bin' redump/cooked.bin
sed -e '/TRACK 05/s/2352/2048/' -e 's/g (Track 5)/cooked/' -e 's|FILE "|FILE "redump/|' g.cue >cooked.cue
redbook convert --strict cooked.cue -o e.chd || echo "exit status $?"
