# shellcheck shell=bash
# A headerless file that no sheet describes, by the option.
tone --kind noise --seed 30 --channels 1 --encoding s16 --frames 200000 --format raw-be sound.pcm
author --raw s16be:44100:1 sound.pcm
