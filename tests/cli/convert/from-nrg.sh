#!/usr/bin/env bash
# Images of Nero of both versions, disc at once and track at once, with two sessions and with subchannel.
. "$TREE/tests/cli/convert/containers.bash"
make_mixed
make_sessions
for kind in nrg nrg1; do
    container $kind $kind.nrg 1:mode1:150:0:t1p.bin 1:audio:150:0:t2.bin 1:audio:0:0:t3.bin
    compare_with mixed.cue $kind.nrg
    container $kind two-$kind.nrg 1:audio:150:0:s1p.bin 1:audio:0:0:s2.bin 2:mode2:150:0:s3p.bin
    redbook convert -q two-$kind.nrg -o two-$kind.cue
    redbook compare -q two-$kind.nrg two-$kind.cue && echo "two-$kind.nrg: the same disc as its sheet"
    redbook info -q two-$kind.nrg
done
# Track at once: pregaps of 150 sectors that are not in the file.
tail -c $((300 * 2352)) t2.bin >t2n.bin
for kind in nrg-tao nrg1-tao; do
    container $kind $kind.nrg 1:mode1:0:150:t1.bin 1:audio:0:150:t2n.bin 1:audio:0:150:t3.bin
    redbook info -v $kind.nrg
done
# Subchannel after each sector: the graphics are kept.
tone --kind noise --seed 9 --sectors 270 wide.bin
head -c $((250 * 2448)) wide.bin >sub.bin
container nrg sub.nrg 1:audio+sub:150:0:sub.bin
redbook convert -q sub.nrg -o sub.ccd
ls -l sub.img sub.sub | awk '{ print $5, $NF }'
# A CHD keeps the files of a descriptor and its payload, of which this is both.
redbook convert nrg.nrg -o nrg.chd && redbook compare -q nrg.chd mixed.cue && echo "chd: the same disc"
redbook check -q nrg.nrg
redbook extract -q nrg.nrg --tracks 1 -o out && cmp out/*.iso user.bin
redbook-burn plan -q nrg.nrg | head -n 2
redbook author -q nrg.nrg -o authored.cue && redbook compare -q authored.cue mixed.cue && echo "author: the same disc"
# A CHD has the mode in its own metadata.
redbook convert --strict sub.nrg -o sub.chd >out.txt && redbook compare sub.nrg sub.chd
