#!/usr/bin/env bash
# A sheet says itself what its files hold.
tone --sectors 400 a.wav
redbook author a.wav -o a.cue
redbook info -v --mode mode1/2352 a.cue
