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
