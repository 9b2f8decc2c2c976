#!/usr/bin/env bash
# A collection of CHDs becomes CUE sheets: those that were made from CUE sheets are restored, and how many of the others were made
# from something else is reported without -v, too, with what restores them.
tone --kind noise --sectors 400 source.wav
redbook author -q source.wav -o a.cue
mkdir gd chds again
sectors mode1 300 1 gd/track01.bin user.bin
sectors mode1 300 1 gd/track03.bin user.bin
tone --kind noise --sectors 300 --format raw-le gd/track02.raw
printf '3\n1 0 4 2352 track01.bin 0\n2 450 0 2352 track02.raw 0\n3 45000 4 2352 track03.bin 0\n' >gd/disc.gdi
redbook convert -q a.cue -o a.toc
redbook convert -q a.cue -o c.ccd
for source in a.toc c.ccd a.cue gd/disc.gdi; do
    name=${source##*/}
    redbook convert -q $source -o "chds/${name%.*} from ${name##*.}.chd"
done
redbook convert chds/*.chd -o out/ >table; echo "exit $?"
ls out
redbook convert -q chds/*.chd -o quiet/; echo "exit $?"
redbook convert --json --fail-on warning chds/*.chd -o json/ | jq -c '[.discs[].findings[].rule]'
# As it says.
redbook convert 'chds/c from ccd.chd' -o again/c.ccd && for file in c.*; do cmp "$file" "again/$file"; done && ls again
redbook convert -v 'chds/a from toc.chd' -o again/a.cue >table
redbook convert 'chds/disc from gdi.chd' -o gdis/ --target gdi >table && ls gdis/*
# Nothing to report: what was asked for, what is a CUE sheet again, and a container that keeps the sheet.
redbook convert chds/a*.chd -o tocs/ --target toc >table
redbook convert 'chds/a from cue.chd' -o cue/ >table
redbook convert chds/c*.chd -o chd/ --target chd >table
