#!/usr/bin/env bash
# A file that has the journal's name but is not a journal: ignored by readers, reported by writers.
tone --sectors 400 a.wav
redbook author a.wav -o a.cue || exit
echo 'my own notes' >.redbook-journal
redbook info -q a.cue >found && grep -c AUDIO found
redbook author a.wav -o out.cue
status=$?
cat .redbook-journal && rm .redbook-journal
exit $status
