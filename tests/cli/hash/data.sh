#!/usr/bin/env bash
# Data before audio: its checksums are those of whole sectors, and an ISO has the digest of its BIN.
sectors mode1 400 1 raw user
tone --sectors 500 --kind noise a.wav
redbook author --data user a.wav -o mixed.cue && redbook hash mixed.cue && redbook hash --json mixed.cue | grep nonzero
mv raw raw.bin
redbook hash --disc --mode mode1/2352 raw.bin
redbook hash --disc --mode mode1/2048 user
