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
# Its files have the names of those in the list then, and are divided elsewhere.
mkdir audio && cd audio || exit
tone --kind noise --seed 4 --sectors 400 'Song (Track 1).bin'
tone --kind noise --seed 5 --sectors 450 'Song (Track 2).bin'
touch Song.cue && make_dat Song >../song.dat
head -c $((150 * 2352)) 'Song (Track 2).bin' | cat 'Song (Track 1).bin' - >1.bin
tail -c +$((150 * 2352 + 1)) 'Song (Track 2).bin' >2.bin && rm Song*
cat >old.cue <<SHEET
FILE "1.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 00 00:05:25
FILE "2.bin" BINARY
    INDEX 01 00:00:00
SHEET
redbook match --dat ../song.dat --rename old.cue
redbook convert -q Song.cue -o redump/ --target redump && redbook match --dat ../song.dat --rename redump/Song.cue
redbook match --json --dat ../song.dat --rename Song.cue | grep -c match.divided
# A file that is not of the image may have such a name.
mkdir ../single && redbook convert -q redump/Song.cue -o ../single/one.cue --target single && cd ../single || exit
echo other >'Song (Track 1).bin'
redbook match --dat ../song.dat --rename one.cue
echo "exit $?"
ls
exit 0
