#!/usr/bin/env bash
# A playlist is read again as it was meant, or it is refused before the work.
tone --kind noise --sectors 400 a.wav
for n in 1 2; do
    printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' | tee "#Hash (Disc $n).cue" >"Game (Disc $n).cue"
done
# A line that begins with '#' is a comment.
redbook convert -q \#Hash*.cue -o hash/ --target chd --m3u && cat hash/*.m3u && redbook convert -q hash/* -o again/ --target redump && ls again
mkdir lines && for n in 1 2; do volume "lines/Ga"$'\n'"me (Disc $n).iso"; done
mkdir lines-in && for n in 1 2; do volume "lines-in/Game (Disc $n).iso"; done
try() { redbook "$@" 2>&1; echo "exit $?"; }
try convert -q lines/*.iso -o lines-out/ --target iso --m3u
# In the name of the folder, which no line has, it is none of a name.
try convert -q lines-in/*.iso -o $'li\nnes/' --target iso --m3u && cat $'li\nnes/Game.m3u'
# A name that no file can get is found before the work, and another failure is in the document.
mkdir -p out/Game.m3u
try convert -q Game*.cue -o out/ --m3u
try convert -qf Game*.cue -o out/ --m3u && ls out
try convert -qf Game*.cue -o out/ --m3u --json | grep -A4 '"findings": \[$'
# Nor is a folder left where that of the make rules cannot be made.
try convert -q Game*.cue -o new/ --depfile a.wav
try convert -q Game*.cue -o new/ --depfile no/no/
ls -d new lines-out 2>/dev/null
