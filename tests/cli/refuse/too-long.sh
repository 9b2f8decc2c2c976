#!/usr/bin/env bash
# By how much, and which tracks do not fit.
for n in 1 2 3 4; do tone --sectors 500 $n.wav; done
redbook author 1.wav 2.wav 3.wav 4.wav --capacity '1200 sectors' -o out.cue
