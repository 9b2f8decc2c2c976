# shellcheck shell=bash
# A headerless file without a sheet, described by an option.
tone --kind noise --seed 30 --channels 1 --encoding s16 --frames 200000 --format raw-be sound.pcm
author --raw s16be:44100:1 sound.pcm
