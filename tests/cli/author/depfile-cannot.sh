#!/usr/bin/env bash
# A make rule that cannot be written is reported before the work, and a refused image leaves no rule. What is not a file, for
# example a device, is not replaced by one.
tone --sectors 400 one.wav
redbook author -q one.wav -o disc.cue --depfile no/where/disc.d
echo "exit $?"
redbook author -q one.wav --capacity '300 sectors' -o small.cue --depfile small.d
echo "exit $?"
redbook author -q one.wav -o folder.cue --depfile .
echo "exit $?"
cp one.wav $'line\nbreak.wav'
redbook author -q $'line\nbreak.wav' -o break.cue --depfile break.d
echo "exit $?"
rm $'line\nbreak.wav'
mkfifo rule
redbook author -q one.wav -o again.cue --depfile rule
echo "exit $?"
ls -F
