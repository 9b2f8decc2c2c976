#!/usr/bin/env bash
tone --sectors 200 a.wav
redbook author -q a.wav -o out.cue
