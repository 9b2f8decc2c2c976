#!/usr/bin/env bash
# Files with names that do not follow from the target's: with --force they replace files of these names, and those that do not
# belong to the image that is replaced are reported.
. "$TREE/tests/cli/convert/gdi.bash"
make_gd one m:0:300 a:150:302 m:0:100
make_gd two m:0:300 a:150:310 m:0:100
redbook convert -q one.cue -o g/disc.gdi
redbook convert two.cue -o g/new.gdi
echo "exit $?"
redbook convert -f two.cue -o g/new.gdi >/dev/null
echo "exit $?: $(ls g | tr '\n' ' ')"
# Again, these are files of the image that is replaced, but also named by the other one.
redbook convert -f two.cue -o g/new.gdi >/dev/null
redbook convert -f one.cue -o g/disc.gdi >/dev/null
mkdir other && echo mine >other/track02.raw && redbook convert -f one.cue -o other/disc.gdi >/dev/null
# A fileset in a folder that has none; then over the one that is there.
tone --kind noise --sectors 400 --format raw-le a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
mkdir ddp && echo mine | tee ddp/CHECKSUM.MD5 >ddp/IMAGE.DAT
redbook convert -f a.cue --target ddp -o ddp >/dev/null --force-delivery
redbook convert -f a.cue --target ddp -o ddp >/dev/null --force-delivery
# Names after the target.
for target in x.cue x.toc x.ccd x.chd; do redbook convert -q a.cue -o $target && redbook convert -f a.cue -o $target >/dev/null; done
