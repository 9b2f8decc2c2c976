#!/usr/bin/env bash
# Audio that has to be converted has no samples of a disc yet; its files have checksums.
tone --rate 48000 --frames 300000 a.wav
redbook hash a.wav
echo "exit $?"
redbook hash --files a.wav | cut -c 65-
