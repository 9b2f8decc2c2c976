#!/usr/bin/env bash
# Operands that the disc of another operand is read from are converted with it, not by themselves: TOCs of later sessions, BINs,
# lists of Q. So all files of a folder may be given.
. "$TREE/tests/cli/convert/sessions.bash"
make_extra
mkdir in
redbook convert -q --target toc extra.cue -o in/extra.toc
redbook convert -v in/*.toc -o out --target chd | sed -E 's/ +[0-9]+ +[0-9]+ +[0-9.]+ %/ .../; s/: [0-9]+ bytes from.*//'
ls out
redbook compare -q extra.cue out/extra.chd && echo 'the same disc'
redbook convert --json in/*.toc -o json --target chd | jq -c '.written, .parts, [.discs[].path], [.findings[].rule]'
redbook convert -q in/*.toc -o strict --target chd --fail-on note
echo "exit $?"
# A TOC that no other operand is read with is a disc of its own.
redbook convert -q 'in/extra (Session 2).toc' -o alone/ --target chd && ls alone
cp 'in/extra (Session 2).toc' 'in/extra (Session 3).toc'
rm 'in/extra (Session 2).toc'
redbook convert -q in/*.toc -o apart --target chd && ls apart
# Also if the disc itself is not written.
mv 'in/extra (Session 3).toc' 'in/extra (Session 2).toc'
mv in/extra*1*.wav hidden.wav
redbook convert -q in/extra.toc 'in/extra (Session 2).toc' -o none --target chd
echo "exit $?"
ls none 2>/dev/null
# A whole folder, with playlists.
mkdir all
for n in 1 2; do
    tone --kind noise --seed $n --sectors 400 --format raw-le "all/Game (Disc $n).bin"
    printf 'FILE "Game (Disc %d).bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' $n >"all/Game (Disc $n).cue"
done
printf 'SBI\0' >'all/Game (Disc 1).sbi'
redbook convert -q all/* -o discs --target chd --m3u && ls discs && cat discs/Game.m3u
# Back again: the playlist is none of the discs, whatever its form, and wherever its folder is seen from.
redbook convert -v discs/* -o back 2>&1 | sed -E 's/ +[0-9]+ +[0-9]+ +[0-9.]+ %/ .../; s/: [0-9]+ bytes from.*//' | grep -v origin.kept
cmp all/Game*1*.bin back/Game*1*.bin && ls back
printf '\xEF\xBB\xBF#EXTM3U\r\n\r\nGame (Disc 2).chd\r\n./Game (Disc 1).chd\r\n' >discs/windows.M3U8
printf '%s/discs/Game (Disc 1).chd' "$PWD" >discs/absolute.m3u
(cd discs && redbook convert --json -o ../cues -- * | jq -c '.written, .parts[]')
redbook convert -q --target ddp --m3u discs/*.chd -o filesets && redbook convert -q filesets/* -o back2 && ls back2
# One that names something else, nothing, or only another playlist is reported as what it is: no disc.
echo 'Game (Disc 3).chd' >>discs/Game.m3u
echo '# Game (Disc 1).chd' >discs/absolute.m3u
echo absolute.m3u >discs/lists.m3u
echo lists.m3u >discs/windows.M3U8
redbook convert -q discs/* -o none; echo "exit $?"
# A disc that is given twice is converted once.
redbook convert -q all/Game*1*.cue all/Game*1*.cue -o twice
echo "exit $?"
