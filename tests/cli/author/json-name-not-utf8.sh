#!/usr/bin/env bash
tone --sectors 400 $'caf\xe9.wav'
redbook author --json $'caf\xe9.wav' -o out.cue | grep '"path"'
