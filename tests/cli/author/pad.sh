#!/usr/bin/env bash
tone --frames 264800 a.wav
redbook author -v --pad a.wav a.wav -o out.cue
