#!/usr/bin/env bash
tone --sectors 400 a.wav
tone --sectors 400 b.wav
redbook author --sort tags a.wav b.wav -o out.cue
