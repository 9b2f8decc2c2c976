#!/usr/bin/env bash
# A CHD of a whole disc in a few bytes: every hunk is a reference to the first. One that asks for more than a disc is refused.
. "$TREE/tests/cli/hostile/prelude.bash"
python3 - <<'END'
FRAMES = 60000
with open('a.bin', 'wb') as out:
    out.truncate(FRAMES * 2352)
open('a.cue', 'w').write('FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n')
END
redbook convert -q a.cue -o a.chd
rm a.bin
[ "$(wc -c <a.chd)" -lt 20000 ] || wc -c a.chd
redbook info a.chd | grep total
bounded 96 32 redbook check -q a.chd 2>said # 140 MiB of hunks
echo "exit $?"
# The number of bytes in the header says more than any disc, in whole frames; the same with hunks of half a gigabyte.
for place in '32:\0\0\x09\x90\0\0\0\0' '56:\x20\0\x4c\x60'; do
    cp a.chd b.chd
    printf '%b' "${place#*:}" | dd of=b.chd bs=1 seek="${place%%:*}" conv=notrunc status=none
    redbook info b.chd
    redbook check b.chd
done
exit 0
