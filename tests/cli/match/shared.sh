#!/usr/bin/env bash
# A rename leaves the folder consistent: no file of another game is renamed, no other sheet loses its files.
. "$TREE/tests/cli/match/prelude.bash"
make_game 'Harbour (Europe)'
make_dat 'Harbour (Europe)' >test.dat
mkdir one
redbook convert -q Harbour*.cue --target single -o one/a.cue
cp one/a.cue one/backup.cue
rename() { redbook match "$@" --dat test.dat --rename || echo "exit $?"; }
rename one/a.cue one/backup.cue
rm one/backup.cue
echo a.cue >one/set.m3u
rename one/a.cue
rm one/set.m3u
echo other >'one/Harbour (Europe).sbi'
rename one/a.cue
rm one/*.sbi
echo other >'one/Harbour (Europe).cue'
rename one/a.cue
rm one/H*.cue
ls one
rename one/a.cue
# Graphics are read with a song whatever else has their name: they get its new one, or the rename is refused.
mkdir song && tone --kind noise --seed 4 --sectors 300 song/b.wav && cp song/b.wav song/other.wav
sheet() { printf 'FILE "%s" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$1"; }
sheet b.wav >song/b.cue
redbook match --write-entry song/b.cue | sed 's/name="b/name="New/g' >test.dat
head -c 28800 /dev/zero >song/B.CDG
sheet other.wav >song/B.cue
rename song/b.cue
ls song
mv song/B.cue song/other.cue
rename song/b.cue
ls song
