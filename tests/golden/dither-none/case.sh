# shellcheck shell=bash
# Without dither, samples are rounded to 16 bits.
tone --kind sine --hz 997 --level 1 --encoding s24 --frames 200001 1.wav
author --dither none 1.wav
