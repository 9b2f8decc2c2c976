#!/usr/bin/env bash
# The subchannel of a CloneCD image, compared with its control file: the same disc, another one, damage.
tone --kind music --level 50 --sectors 600 a.wav
tone --kind music --level 50 --seed 2 --sectors 600 b.wav
printf 'CATALOG 4006381333931\nFILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    ISRC DEA452400001\n    INDEX 01 00:00:00\nFILE "b.wav" WAVE\n  TRACK 02 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:02:00\n' >a.cue
redbook convert a.cue -o disc.ccd -q || exit
redbook check disc.ccd
sed -e 's/^INDEX 1=750/INDEX 1=740/; s/^PLBA=750/PLBA=740/; /^CATALOG/d; /^ISRC/d; /^P[MSF]/d' disc.ccd >other.ccd
cp disc.img other.img
cp disc.sub other.sub
redbook check other.ccd
printf 'xxxx' | dd of=disc.sub bs=1 seek=$((96 * 100 + 14)) conv=notrunc status=none
dd if=/dev/zero of=disc.sub bs=1 count=12 seek=$((96 * 200 + 12)) conv=notrunc status=none # no Q
truncate -s -96 disc.sub
redbook check --profile plant disc.ccd
