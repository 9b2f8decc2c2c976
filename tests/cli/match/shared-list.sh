#!/usr/bin/env bash
# A list of Q and graphics are found by their name: a rename does not take them away from another image of the same name.
. "$TREE/tests/cli/match/prelude.bash"
make_game 'Harbour (Europe)'
make_dat 'Harbour (Europe)' >test.dat
q() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
mkdir one && cd one
redbook convert -q ../Harbour*.cue --target single -o game.cue
{
    q 53424900
    q 000325 01 41 01 01 00 01 27 00 00 03 25
} >game.sbi
cp game.sbi ../game.sbi
redbook convert -q game.cue -o game.chd
try() {
    redbook match --dat ../test.dat --rename "$@"
    echo "exit $?: $(find . -type f | sort | tr '\n' ' ')"
}
try game.chd
try game.cue
# An LSD, and graphics.
rm game.sbi && q 000325 41 01 01 00 01 27 00 00 03 25 55 55 >game.LSD
try game.chd
rm game.LSD
head -c 9600 /dev/zero >game.cdg
try game.chd
rm game.cdg
# A CCD and a TOC next to the sheet.
cp ../game.sbi . && rm game.chd
for target in ccd toc; do
    mkdir $target && (cd $target && redbook convert -q ../game.cue -o game.$target && cp ../game.cue ../game.sbi .)
    cp game.bin $target/other.bin && sed -i 's/game.bin/other.bin/' $target/game.cue
    (cd $target && redbook match --dat ../../test.dat --rename game.$target game.cue; echo "exit $?"; ls)
    rm -r $target
done
# A CCD that has only its own files does not use a CHD.
mkdir alike && (cd alike && redbook convert -q ../game.cue -o game.ccd && redbook convert -q game.ccd -o game.chd --target chd)
(cd alike && rm -f game.sbi && redbook match --dat ../../test.dat --rename game.chd; echo "exit $?"; ls)
rm -r alike
# Alone, the image takes the list along.
try game.cue
cmp Harbour*.sbi ../game.sbi
# One that is damaged, too, with an ending in lower or in upper case; the readers do not use it.
for ending in lsd LSD sbi SBI; do
    mkdir one && (cd one && redbook convert -q ../../Harbour*.cue --target single -o game.cue && echo damaged >game.$ending &&
        redbook match -q --dat ../../test.dat --rename game.cue; echo "exit $?"; ls)
    rm -r one
done
