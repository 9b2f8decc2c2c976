#!/usr/bin/env bash
tone --sectors 400 ./-a.wav
redbook author -o out.cue -- -a.wav && grep TRACK out.cue
