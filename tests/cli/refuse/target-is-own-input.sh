#!/usr/bin/env bash
# An image's BIN is what its sheet names: writing to it would destroy the input, with or without --force.
tone --sectors 400 --format raw-le album.bin
sha256sum album.bin >before
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >in.cue
redbook author --force in.cue -o album.cue
status=$?
sha256sum -c before
exit $status
