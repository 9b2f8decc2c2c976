# shellcheck shell=bash
# Six channels are mixed down according to the channel order of the file.
tone --kind noise --channels 6 --level 70 --frames 200000 1.wav --format wavex
author 1.wav
