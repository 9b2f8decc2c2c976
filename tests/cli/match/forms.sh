#!/usr/bin/env bash
# The game is named from any form of its image; its entry is that of the .dat.
. "$TREE/tests/cli/match/prelude.bash"
make_game 'Harbour (Europe)'
mkdir other && cd other && make_game Other && tone --kind noise --seed 9 --sectors 450 'Other (Track 2).bin' && make_dat Other >other.dat && cd ..
make_dat 'Harbour (Europe)' >test.dat
redbook convert -q Harbour*.cue -o a.chd
redbook convert -q Harbour*.cue -o b.cue
redbook convert -q Harbour*.cue --target eac -o c.cue
redbook convert -q Harbour*.cue -o d.ccd
redbook convert -q Harbour*.cue -o e.toc
redbook match Harbour*.cue a.chd b.cue c.cue d.ccd e.toc --dat test.dat
redbook match -v a.chd --dat other/other.dat --dat test.dat
redbook match --json a.chd other/Other.cue --dat test.dat | jq -c '.images[] | .path, .files[0], (.matches[] | .game, .whole, .same_tracks)'
echo "exit ${PIPESTATUS[0]}"
cp a.chd 'Harbour (Europe).chd'
redbook match -q --write-entry 'Harbour (Europe).chd' >entry
grep -vE '^<[?]|^	</?header|^		<name' test.dat | diff - <(grep -v '^<[?]' entry) && echo "the entry of the .dat"
cp a.chd 'A & B <D>.chd' && redbook match -q --write-entry 'A & B <D>.chd' | sed -n 4,6p | cut -c1-80
# What is written is a .dat: it is read as one, by itself and with more than one game.
redbook match -q --write-entry 'Harbour (Europe).chd' 'A & B <D>.chd' >own.dat && redbook match a.chd 'A & B <D>.chd' --dat own.dat
