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
# Names in a sheet that make would run, assign, or take for other files.
cp one.wav a && printf 'touch ran\n' >b
printf 'all: bad.bin\ninclude bad.d\n' >Makefile
for name in 'a;sh<b;.wav' 'a|b.wav' 'SHELL=b' '~root' 'a\' $'a\tb.wav' 'a (b)'; do
    cp one.wav "$name"
    redbook author -q -f "$name" -o bad.cue --depfile bad.d && rm bad.bin && make -s
    rm -f "$name" bad.*
done
rm a b Makefile
redbook author -q one.wav -o '100%.cue' --depfile bad.d
mkfifo rule
redbook author -q one.wav -o again.cue --depfile rule
echo "exit $?"
ls -F
redbook author -q one.wav -o again.cue --depfile -
echo "exit $?"
redbook convert -q one.wav -o again.cue --depfile -
echo "exit $?"
[ ! -e ./- ] && [ ! -e again.cue ] && echo none
