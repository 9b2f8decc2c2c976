#!/usr/bin/env bash
# A FIFO, a device, a folder and a link to itself, as FILE and as the sheet.
. "$TREE/tests/cli/hostile/prelude.bash"
mkfifo pipe && mkdir folder && ln -s loop loop && ln -s /dev/zero endless
for name in pipe folder loop endless; do
    sheet $name WAVE >a.cue && try a.cue
    sheet $name BINARY >b.cue && try b.cue
done
sheet /dev/zero BINARY >c.cue && try c.cue && try --any-path c.cue
printf 'FILE "pipe" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n' >d.cue && try d.cue
printf 'CD_ROM\nTRACK MODE1\nDATAFILE "pipe"\n' >e.toc && try e.toc
for name in pipe /dev/zero folder loop; do try $name; done
