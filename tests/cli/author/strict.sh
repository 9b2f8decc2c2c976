#!/usr/bin/env bash
# With --strict a warning refuses the image; without it the image is written.
tone --sectors 400 a.wav
printf 'FILE "A.WAV" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook author --strict a.cue -o strict.cue
echo "exit $?"
redbook author a.cue -o plain.cue
echo "exit $?"
mv a.wav A.WAV
redbook author --strict a.cue -o strict.cue
echo "exit $?"
ls
