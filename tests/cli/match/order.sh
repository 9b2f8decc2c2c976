#!/usr/bin/env bash
# The tracks of a game in another order are not the game, and nothing is renamed after it.
. "$TREE/tests/cli/match/prelude.bash"
make_game Game
make_dat Game >game.dat
sed 's/Track 2/Track X/; s/Track 3/Track 2/; s/Track X/Track 3/' Game.cue >other.cue
redbook match other.cue --dat game.dat
echo "exit $?"
redbook match --json other.cue --dat game.dat | jq -c '.images[].matches[] | [.whole, .same_tracks, [.tracks[] | [.file, .same, .in_order]]]'
redbook match other.cue --dat game.dat --rename >renamed.txt
echo "exit $?"
ls -- *.cue *.bin
# The list may have the files in any order.
{ sed '/<rom/d; /<\/game/,$d' game.dat; grep '<rom' game.dat | tac; sed -n '/<\/game/,$p' game.dat; } >turned.dat
redbook match Game.cue --dat turned.dat
# Without numbers in the names, its order is that of the tracks.
sed 's/(Track 1)/Zulu/; s/(Track 2)/Intro/; s/(Track 3)/Middle/' game.dat >names.dat
redbook match Game.cue --dat names.dat --verbose
redbook match other.cue --dat names.dat
exit 0
