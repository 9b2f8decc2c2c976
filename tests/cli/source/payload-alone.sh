#!/usr/bin/env bash
# The payload of a descriptor is given by itself: the descriptor next to it is named, whatever it holds.
tone --kind noise --seed 3 --sectors 60 a.wav
redbook convert -q a.wav -o a.ccd
rm a.wav
redbook info a.img
rm a.ccd && redbook info a.img
