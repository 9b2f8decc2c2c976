# shellcheck shell=bash
# 24 and 32 bits are reduced with dither whose seed is fixed; digital silence stays silence.
tone --kind sine --hz 997 --level 1 --encoding s24 --frames 200001 1.wav
tone --kind silence --encoding s24 --frames 200001 2.flac
tone --kind noise --level 90 --encoding s32 --frames 200001 3.aiff
tone --kind sine --hz 50 --level 80 --encoding float --channels 1 --frames 200001 4.wav
author 1.wav 2.flac 3.aiff 4.wav
