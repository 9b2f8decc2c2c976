#!/usr/bin/env bash
# An unexpected reply while the drive closes the disc: the burn has failed, but the state of the disc is read, not guessed.
tone --sectors 600 a.wav
redbook author a.wav -o album.cue || exit 1
redbook-burn virtual -q drive
echo 'op 35 sense-after 4/44/00' >drive/faults
redbook-burn write album.cue --device virtual:drive --yes --quiet
echo "status $?"
redbook compare album.cue drive/disc.cue | head -n 1
