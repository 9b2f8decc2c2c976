# shellcheck shell=bash
# The usual gap: 150 sectors of silence before every track but the first, each track padded to a whole sector.
tone --kind noise --seed 4 --frames 200001 1.wav
tone --kind noise --seed 5 --frames 200588 2.wav
tone --kind noise --seed 6 --frames 176400 3.wav
author --gap 2s 1.wav 2.wav 3.wav
