#!/usr/bin/env bash
tone --sectors 400 a.wav
redbook author --sort tags a.wav -o out.cue
