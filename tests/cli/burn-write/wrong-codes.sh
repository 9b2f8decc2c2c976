#!/usr/bin/env bash
# The codes of a sheet are written unchanged, even if they are not valid, which is reported.
tone --sectors 700 album.bin
printf 'CATALOG 1234567890123\nFILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    ISRC 1EABC9900001\n    INDEX 01 00:00:00\n' >album.cue
redbook-burn write --device virtual:drive --yes --verify -q album.cue
echo "exit $?"
