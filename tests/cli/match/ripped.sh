#!/usr/bin/env bash
# A rip whose pregaps are at the end of the file before.
. "$TREE/tests/cli/match/prelude.bash"
make_game Game
make_dat Game >game.dat
mkdir rip
redbook convert -q Game.cue --target eac -o rip/old.cue
redbook match --dat game.dat --rename rip/old.cue
echo "exit $?"
ls rip
grep FILE rip/*.cue
redbook match --dat game.dat rip/*.cue
exit 0
