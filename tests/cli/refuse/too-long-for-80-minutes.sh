#!/usr/bin/env bash
tone --kind silence --rate 8000 --channels 1 --encoding u8 --seconds 4801 a.wav
redbook author a.wav -o out.cue
