#!/usr/bin/env bash
# Operands that are not there, folders, and files that are not audio are not treated as audio files, of which author would make a disc.
mkdir folder other
tone --kind noise --sectors 400 a.wav
tone --kind noise --sectors 400 --seed 2 b.wav
echo text >notes.txt
try() { redbook convert "$@" >/dev/null; echo "exit $?"; }
try 'no*.wav' 'no*.flac' -o out/
try 'no*.wav' a.wav -o out.cue
try folder other -o out/
try folder other -o out.cue
try notes.txt a.wav -o out.cue
head -c 100 a.wav >cut.wav
try cut.wav a.wav -o out.cue
try a.wav b.wav -o out/
ls
# If they are not written for another reason, they are audio files all the same.
try a.wav b.wav -o out/
