#!/usr/bin/env bash
# A sheet states by itself what its files contain.
tone --sectors 400 a.wav
redbook author a.wav -o a.cue
redbook info -v --mode mode1/2352 a.cue
