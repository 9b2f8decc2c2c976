#!/usr/bin/env bash
# Two discs that would have the same files, and a disc that would replace the source of another, are found before anything is
# written.
mkdir a b same
for folder in a b; do
    tone --kind noise --seed 3 --sectors 400 --format raw-le $folder/Game.bin
    printf 'FILE "Game.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >$folder/Game.cue
done
redbook convert a/Game.cue b/Game.cue -o out --target chd
echo "exit $?"
# The second disc's only file has the name of the first one's second track.
tone --kind noise --seed 4 --sectors 800 --format raw-le b/two.bin
printf 'FILE "two.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:04:00\n' >b/Game.cue
cp a/Game.cue 'a/Game (Track 2).cue'
redbook convert 'a/Game (Track 2).cue' b/Game.cue -o out --target redump
echo "exit $?"
cp b/two.bin same/x.bin
printf 'FILE "Game.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >same/y.cue
cp a/Game.bin same/Game.bin
sum=$(cat same/* | cksum)
redbook convert --force same/y.cue a/Game.cue -o same --target single
echo "exit $?"
[ "$sum" = "$(cat same/* | cksum)" ] && ls
# Files of stored sheets have names of their own.
mkdir chd back
for n in 1 2; do
    sed 's/two.bin/Game.bin/; /TRACK 02/,$d' a/Game.cue >"a/Disc $n.cue"
    redbook convert -q "a/Disc $n.cue" -o "chd/Disc $n.chd"
done
redbook convert chd/*.chd -o back
echo "exit $?"
redbook convert -q chd/*.chd -o back --target redump && ls back
redbook convert a/Game.cue b/Game.cue -o out.chd
redbook convert a/Game.cue b/Game.cue -o out --mcn 4006381333931
redbook convert a/Game.cue -o out.chd --m3u
redbook convert -o out.chd
redbook convert --compression best a/Game.cue -o out/ --target redump
# An empty name is refused before any disc is written.
redbook convert a/Game.cue '' -o empty
echo "exit $?"
exit 0
