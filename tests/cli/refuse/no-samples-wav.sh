#!/usr/bin/env bash
tone --frames 0 a.wav
redbook author a.wav -o out.cue
