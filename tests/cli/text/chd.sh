#!/usr/bin/env bash
# The texts of a CHD are those of the sheet that it was made from, also of one that is larger than any sheet.
tone --sectors 400 --kind noise a.wav
tone --sectors 7600 --kind noise b.wav
redbook author -q a.wav b.wav --title Simple --track 1:title=One --track 2:title=Two -o s.cue
redbook convert -q s.cue -o s.chd
redbook convert -q s.cue -o large.chd --compression none
redbook text s.chd
cmp <(redbook text s.chd | tail -n +2) <(redbook text large.chd | tail -n +2) && echo same
redbook text --json large.chd | grep '"input"'
redbook text -q s.chd -o s.cdt && redbook text s.cdt
redbook author -q a.wav b.wav --title Main --track 1:title=A --track 2:title=B -o m.cue --cdtext-language de=large.chd
redbook text m.cue
cp s.cue small.cue && sed -i "/TRACK 02/,\$d" small.cue && redbook convert -q small.cue -o small.chd && redbook text small.chd
# In several languages, which the CHD keeps as packs.
redbook convert -q m.cue -o m.chd
cmp <(redbook text m.cue) <(redbook text m.chd) && echo same
# A large file that is no image.
head -c 17000000 /dev/zero >zeros
redbook text zeros
