# shellcheck shell=bash
# One piece cut into three files, not at sector boundaries: nothing is inserted, the samples of an incomplete sector go to the
# next track.
tone --kind noise --seed 3 --frames 300001 1.wav
tone --kind noise --seed 3 --skip 300001 --frames 250123 2.wav
tone --kind noise --seed 3 --skip 550124 --frames 222222 3.wav
author 1.wav 2.wav 3.wav
# The image is the piece itself, except for the silence that pads the last sector.
tone --kind noise --seed 3 --frames 772346 --format raw-le whole.bin
head -c $((772346 * 4)) album.bin | cmp - whole.bin
