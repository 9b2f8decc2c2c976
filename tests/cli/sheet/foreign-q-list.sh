#!/usr/bin/env bash
# A list of Q that is where the sheet is to be written would become part of its disc: nothing is written, with --force too.
tone --sectors 400 a.wav
printf 'SBI\0' >out.sbi
redbook sheet a.wav -o out.cue
echo "exit $?"
redbook sheet -f a.wav -o out.cue
echo "exit $?"
mv out.sbi out.LSD
redbook sheet a.wav -o out.cue
echo "exit $?"
ls
rm out.LSD
redbook sheet -q a.wav -o out.cue && ls out.*
