# shellcheck shell=bash
# Another seed gives other noise, the same in each run.
tone --kind sine --hz 997 --level 1 --encoding s24 --frames 200001 1.wav
author --seed 12345 1.wav
