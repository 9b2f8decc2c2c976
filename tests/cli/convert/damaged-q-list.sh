#!/usr/bin/env bash
# A list of Q that is not valid: the disc can be looked at and its tracks extracted, but a target that would hold the list is not
# written without it; others lose it.
sectors form1 300 3 game.bin user.bin
printf 'FILE "game.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n' >game.cue
printf 'SBI\0\0\3\32\1' >game.sbi
redbook info -q game.cue | tail -n 1
redbook check game.cue
redbook extract -q game.cue -o out && ls out
for target in x.cue x.toc x.ccd x.chd x.sbi; do
    redbook convert -q game.cue -o $target
    echo "exit $?"
done
redbook convert game.cue -o lost.iso && redbook convert -q --strict game.cue -o strict.iso
echo "exit $?"
# One of several discs does not stop the others.
cp game.cue good.cue
redbook convert -q game.cue good.cue -o both --target chd
echo "exit $?"
ls both
# One of a CHD as well; a list that is valid counts.
redbook convert -q good.cue -o good.chd && cp game.sbi good.sbi
redbook convert -q good.chd -o good2.cue
echo "exit $?"
mv good.sbi good.lsd && printf 'SBI\0\0\3\45\1\101\1\1\0\1\47\0\0\3\45' >good.sbi && mkdir back && redbook convert -q good.chd -o back/good.cue
echo "exit $?"
# Whole records of another type are not damaged.
printf 'SBI\0\0\3\45\2\0\1\44' >game.sbi
redbook convert game.cue -o x.chd
echo "exit $?"
# Removed: it is a disc without one.
rm game.sbi
redbook convert -q game.cue -o x.chd && redbook info -q x.chd | tail -n 1
