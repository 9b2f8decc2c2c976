#!/usr/bin/env bash
# The image stands even where its rule cannot be written, and that is told. A refused image leaves no rule.
# What is no file, a device say, is not replaced by one.
tone --sectors 400 one.wav
redbook author -q one.wav -o disc.cue --depfile no/where/disc.d
echo "exit $?"
redbook author -q one.wav --capacity '300 sectors' -o small.cue --depfile small.d
echo "exit $?"
mkfifo rule
redbook author -q one.wav -o again.cue --depfile rule
echo "exit $?"
ls -F
