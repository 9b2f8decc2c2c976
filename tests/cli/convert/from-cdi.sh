#!/usr/bin/env bash
# Images of DiscJuggler of every version, with two sessions, with subchannel, with pregaps that are in no file.
. "$TREE/tests/cli/convert/containers.bash"
make_mixed
make_sessions
grep -v CATALOG mixed.cue >coded.cue
for kind in cdi2 cdi3 cdi; do
    container $kind $kind.cdi 1:mode1:150:0:t1p.bin 1:audio:150:0:t2.bin 1:audio:0:0:t3.bin
    [ $kind = cdi ] && sheet=mixed.cue || sheet=coded.cue
    compare_with $sheet $kind.cdi
    container $kind two-$kind.cdi 1:audio:150:0:s1p.bin 1:audio:0:0:s2.bin 2:mode2:150:0:s3p.bin
    redbook convert -q two-$kind.cdi -o two-$kind.cue
    redbook compare -q two-$kind.cdi two-$kind.cue && echo "two-$kind.cdi: the same disc as its sheet"
done
redbook info -q two-cdi.cdi
tail -c $((300 * 2352)) t2.bin >t2n.bin
container cdi missing.cdi 1:mode1:0:150:t1.bin 1:audio:0:150:t2n.bin
redbook info missing.cdi
tone --kind noise --seed 9 --sectors 320 wide.bin
head -c $((300 * 2448)) wide.bin >sub.bin
container cdi sub.cdi 1:audio+sub:150:0:sub.bin
redbook convert -q sub.cdi -o sub.ccd
ls -l sub.img sub.sub | awk '{ print $5, $NF }'
redbook check -q cdi.cdi
redbook extract -q cdi.cdi --tracks 1 -o out && cmp out/*.iso user.bin
redbook-burn plan -q cdi.cdi | head -n 2
redbook author -q cdi.cdi -o authored.cue && redbook compare -q authored.cue mixed.cue && echo "author: the same disc"
