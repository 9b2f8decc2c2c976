#!/usr/bin/env bash
# Data and audio, authored: no findings, with the pregap between them.
sectors mode1 400 1 raw user
tone --kind music --level 50 --sectors 400 a.wav
redbook author --data user a.wav -o out.cue
redbook check --profile plant -v --fail-on note out.cue
