#!/usr/bin/env bash
# Operands that the disc of another operand is read from are no images by themselves: all files of a folder may be given.
. "$TREE/tests/cli/match/prelude.bash"
make_game Two && sed -i 's/^FILE "Two (Track 3).bin"/REM SESSION 02\n&/' Two.cue
mkdir in
redbook convert -q Two.cue --target toc -o in/Two.toc
redbook match -q --write-entry in/Two.toc >two.dat
ls in
redbook match in/* --dat two.dat; echo "exit $?"
redbook match -v in/*.toc --dat two.dat; echo "exit $?"
redbook match --json in/* --dat two.dat | jq -c '[.images[].path], .parts[]'
redbook match --write-entry in/* | grep -c '<game '
# A playlist of the images.
echo Two.toc >in/Two.m3u
redbook match -v in/* --dat two.dat 2>&1 | grep -i playlist
redbook match --json in/* --dat two.dat | jq -c '.images | length'
echo Three.toc >>in/Two.m3u
redbook match in/* --dat two.dat; echo "exit $?"
rm in/Two.m3u
# A TOC that no other operand is read with is an image of its own.
redbook match 'in/Two (Session 2).toc' --dat two.dat
# The files of one that cannot be read are not images either.
redbook convert -q Two.cue -f --target redump -o in/Two.cue && sed -i 's/TRACK 01/TRACK xx/' in/Two.cue
cp 'Two (Track 1).bin' in/Two.bin
redbook match in/*.cue in/Two.bin --dat two.dat; echo "exit $?"
