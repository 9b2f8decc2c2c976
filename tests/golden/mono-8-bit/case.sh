# shellcheck shell=bash
# One channel goes to left and right, 8 bits are shifted up: nothing is lost, so no dither is added.
tone --kind sine --hz 440 --channels 1 --encoding u8 --frames 200000 1.wav
tone --kind sine --hz 330 --channels 1 --encoding s8 --frames 200000 2.aiff
tone --kind sine --hz 220 --channels 1 --encoding s16 --frames 200000 3.flac
author 1.wav 2.aiff 3.flac
