#!/usr/bin/env bash
# --session needs data for the second session and audio for the first.
tone --sectors 300 1.wav
redbook author --session 1.wav -o out.cue
redbook author --session --data 1.wav -o out.cue
