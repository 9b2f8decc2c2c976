#!/usr/bin/env bash
# A journal that was damaged in the middle of a change: nothing is removed, and the message says what to do.
tone --sectors 400 a.wav
redbook author -q a.wav -o a.cue || exit
mv a.cue a.cue.redbook-old && printf 'redbook journal 1\nasi' >.redbook-journal
redbook info a.cue
echo "exit $?"
redbook author -q a.wav -o b.cue
echo "exit $?"
ls -A
mv a.cue.redbook-old a.cue && rm .redbook-journal
redbook info -q a.cue | grep -c AUDIO
