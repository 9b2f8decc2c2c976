#!/usr/bin/env bash
# Raw sectors are recognised by their sync, in mode 1 and mode 2; a sheet next to them is reported, and so is audio at the end.
sectors mode1 300 1 one.bin user
sectors form1 300 1 two.img user
redbook info one.bin && redbook info two.img && redbook compare one.bin two.img
redbook author two.img -o out.cue && cmp two.img out.bin && redbook info -q out.bin
cat one.bin one.bin | head -c $((500 * 2352)) >mixed.bin && head -c $((100 * 2352)) /dev/zero >>mixed.bin
redbook info mixed.bin
