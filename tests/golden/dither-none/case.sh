# shellcheck shell=bash
# Without dither the bits are rounded away.
tone --kind sine --hz 997 --level 1 --encoding s24 --frames 200001 1.wav
author --dither none 1.wav
