#!/usr/bin/env bash
# Data as an ISO and audio in another file; authored, it is one BIN of raw sectors with the pregaps: the same disc.
head -c $((2048 * 400)) /dev/zero | tr '\0' 'x' >data.iso
tone --kind noise --sectors 500 a.bin
cat >two.cue <<'END'
FILE "data.iso" BINARY
  TRACK 01 MODE1/2048
    INDEX 01 00:00:00
FILE "a.bin" BINARY
  TRACK 02 AUDIO
    PREGAP 00:02:00
    INDEX 01 00:00:00
END
redbook author two.cue -o out.cue && redbook compare two.cue out.cue
redbook extract two.cue -o d --tracks 2 && cmp <(tail -c $((500 * 2352)) d/02.wav) a.bin && echo equal
