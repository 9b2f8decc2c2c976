#!/usr/bin/env bash
# Each subchannel that is there and not read is an item of what is lost: of all songs, and next to a list of Q that is not read either.
mkdir in far
for n in 1 2 3; do
    tone --kind noise --seed $n --sectors 300 in/$n.wav
    printf 'FILE "%d.wav" WAVE\n  TRACK %02d AUDIO\n    INDEX 01 00:00:00\n' $n $n >>in/songs.cue
    head -c 28800 /dev/zero >far/$n.cdg
done
ln -s ../far/1.cdg in/1.cdg
ln -s ../far/3.cdg in/3.cdg
cp far/2.cdg in
for out in songs.chd songs.cue; do
    redbook convert -q --cdg --strict in/songs.cue -o $out 2>&1
    echo "exit $?"
done
redbook convert --cdg --strict --any-path in/songs.cue -o songs.chd && redbook convert --json --cdg in/songs.cue -o again.chd 2>/dev/null | jq -c '.losses[].text'
sectors form1 300 3 game.bin user.bin
printf 'FILE "game.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n' >game.cue
redbook convert -q game.cue -o in/game.ccd
mv in/game.sub far && ln -s ../far/game.sub in/game.sub
printf 'SBI\0\0\2\1\1\101\1\1\0\1\46\0\0\3\45' >far/game.sbi && ln -s ../far/game.sbi in/game.sbi
redbook convert --json in/game.ccd -o game.iso 2>/dev/null | jq -c '.losses[].text'
redbook convert -q --strict in/game.ccd -o strict.iso 2>&1
echo "exit $?"
# Which of several is meant is not known, and of a link to nothing not what it was; a folder is no subchannel.
rm in/game.sub in/game.sbi in/*.cdg
cp far/game.sub in/Game.sub && cp far/game.sub in/GAME.sub && ln -s nowhere in/1.cdg && mkdir in/2.cdg && touch in/3.CDg in/3.cdG
for source in game.ccd songs.cue; do redbook convert --json --cdg in/$source -o lost.$source.chd 2>/dev/null | jq -c '.losses[].text'; done
redbook convert -q --strict in/game.ccd -o strict.chd 2>&1
echo "exit $?"
