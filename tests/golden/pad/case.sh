# shellcheck shell=bash
# No gap, but every track starts with its own first sample: --pad.
tone --kind noise --seed 4 --frames 200001 1.wav
tone --kind noise --seed 5 --frames 200589 2.wav
tone --kind noise --seed 6 --frames 176400 3.wav
author --pad 1.wav 2.wav 3.wav
