#!/usr/bin/env bash
# Images of Alcohol 120%: addresses that are those of index 01 or of pregaps, pregaps in no file, several files, sessions,
# subchannel.
. "$TREE/tests/cli/convert/containers.bash"
make_mixed
make_sessions
grep -v 'CATALOG\|ISRC' mixed.cue >plain.cue
for kind in mds mds-pregap mds-split; do
    container $kind $kind.mds 1:mode1:0:150:t1.bin 1:audio:150:0:t2.bin 1:audio:0:0:t3.bin
    redbook info -v $kind.mds >/dev/null
    compare_with plain.cue $kind.mds
done
ls mds-split*
tail -c $((300 * 2352)) t2.bin >t2n.bin
container mds missing.mds 1:mode1:0:150:t1.bin 1:audio:0:150:t2n.bin 1:audio:0:0:t3.bin
redbook info missing.mds
container mds two.mds 1:audio:0:150:s1.bin 1:audio:0:0:s2.bin 2:mode2:150:0:s3p.bin
redbook info -q two.mds
redbook convert -qf two.mds -o back.cue && redbook compare -q back.cue two.mds && echo "two.mds: the same disc as its sheet"
tone --kind noise --seed 9 --sectors 320 wide.bin
head -c $((300 * 2448)) wide.bin >sub.bin
container mds sub.mds 1:audio+sub:0:150:sub.bin
redbook convert -q sub.mds -o sub.ccd
ls -l sub.img sub.sub | awk '{ print $5, $NF }'
redbook check -q mds.mds
redbook extract -q mds.mds --tracks 1 -o out && cmp out/*.iso user.bin
redbook-burn plan -q mds.mds | head -n 2
redbook author -q mds.mds -o authored.cue && redbook compare -q authored.cue plain.cue && echo "author: the same disc"
rm mds.mdf
redbook info -q mds.mds
printf '\2' | dd of=mds.mds bs=1 seek=16 conv=notrunc status=none
redbook info -q mds.mds
exit 0
