#!/usr/bin/env bash
# A text that differs in a further language of the CD-TEXT only is named with that language.
for n in 1 2; do tone --kind noise --seed $n --sectors 400 $n.wav; done
texts() { # TITLE-OF-2
    printf 'Input Sheet Version = 0.7T\nAlbum Title = Nacht\nTrack 01 Title = Eins\nTrack 02 Title = %s\n' "$1"
}
texts Zwei >a.txt
texts Zwo >b.txt
for name in a b; do
    redbook author 1.wav 2.wav -o $name.cue --title Night --track 1:title=One --track 2:title=Two -q \
        --cdtext-language German=$name.txt
done
redbook compare a.cue b.cue
redbook compare a.cue b.cue --json | grep -A 12 '"what"'
redbook author 1.wav 2.wav -o c.cue --title Night --track 1:title=One --track 2:title=Too -q --cdtext-language German=a.txt
redbook compare a.cue c.cue
redbook compare a.cue c.cue --json | grep '"language"'
