#!/usr/bin/env bash
tone --sectors 200 a.wav
redbook author -q --short-tracks allow a.wav -o out.cue
