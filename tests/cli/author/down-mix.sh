#!/usr/bin/env bash
tone --format wavex --channels 6 --frames 264600 --level 20 a.wav
redbook author -v a.wav -o out.cue
