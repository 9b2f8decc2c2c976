#!/usr/bin/env bash
# A list of Q is found as BINs are: in any letter case and composition of the sheet's name, if it is clear which one is meant.
sectors form1 300 3 game.bin user.bin
printf 'FILE "game.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n' >game.cue
q() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
{ q 53424900 && q 000325 01 41 01 01 00 01 27 00 00 03 25; } >list
composed=$(printf 'Caf\303\251') decomposed=$(printf 'Cafe\314\201') capitals=$(printf 'CAF\303\211')
cp game.cue "$composed.cue"
for name in "$decomposed.sbi" "$capitals.SBI" CAFE.sbi; do
    cp list "$name"
    redbook convert -q --strict "$composed.cue" -o n.chd && redbook convert -q n.chd -o n.sbi && cmp n.sbi list && echo found
    redbook info -q "$composed.cue" | grep -c 'modified Q'
    rm -f n.chd n.sbi "$name"
done
# Two that could be meant, one of another disc, and one that a new image would be read with.
cp list "$capitals.SBI" && cp list "$(printf 'caf\303\251.sbi')"
redbook info "$composed.cue" >info.txt
rm "$(printf 'caf\303\251.sbi')" && cp game.cue "$capitals.cue"
redbook info "$composed.cue" >info.txt && redbook info "$capitals.cue" | grep -c 'modified Q'
rm "$capitals.cue" "$composed.cue"
redbook convert -q game.cue -o "$composed.cue"
# match --rename: the same names are in the way, and the image's own list goes with it.
redbook match --write-entry game.cue | sed "s/game name=\"game\"/game name=\"$composed\"/" >new.dat
redbook match -q --dat new.dat --rename game.cue
rm "$capitals.SBI" && cp list Game.sbi
redbook match -q --dat new.dat --rename game.cue >/dev/null && ls -- *.cue *.sbi
