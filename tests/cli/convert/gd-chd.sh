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
redbook convert gdi/disc.gdi -o d.chd && redbook convert -q d.chd -o again/disc.gdi && diff -r gdi again && echo "the GDI again"
redbook compare gdi/disc.gdi d.chd
