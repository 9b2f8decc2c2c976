#!/usr/bin/env bash
# A CHD has the sessions of a disc in its metadata: nothing is said of a BIN that nobody writes.
tone --kind noise --seed 1 --sectors 300 a1.bin
tone --kind noise --seed 2 --sectors 300 a2.bin
printf 'FILE "a1.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\nREM SESSION 02\nFILE "a2.bin" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook convert -q a.cue -o b.toc
redbook convert b.toc -o b.chd
redbook convert --mcn 4006381333931 a.cue -o c.chd
redbook info b.chd | grep session
redbook info c.chd | grep session
redbook convert --target single a.cue -o d.cue
