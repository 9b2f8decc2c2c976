#!/usr/bin/env bash
# The ids of a table of contents, which are those of libdiscid, and checksums of its content.
tone --kind music --seed 1 --sectors 1750 --format raw-le out.bin
cat >out.cue <<END
FILE "out.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 00 00:08:00
    INDEX 01 00:10:00
  TRACK 03 AUDIO
    INDEX 01 00:17:25
END
redbook hash out.cue && redbook hash --algorithm md5 out.cue | tail -n 1
head -c $((750 * 2352)) out.bin | sha256sum
md5sum <out.bin
