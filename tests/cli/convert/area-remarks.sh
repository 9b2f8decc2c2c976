#!/usr/bin/env bash
# Remarks between the blocks of FILEs, such as those of the areas of a GD-ROM, stay there.
tone --sectors 400 a.bin
printf 'REM SINGLE-DENSITY AREA\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\nFILE "a.bin" BINARY\n  TRACK 02 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:02:00\nREM HIGH-DENSITY AREA\nFILE "a.bin" BINARY\n  TRACK 03 AUDIO\n    INDEX 01 00:00:00\n' >in.cue
redbook convert -q in.cue --target redump -o b.cue && diff <(grep -v FILE in.cue) <(grep -v FILE b.cue) && grep -A1 -e AREA b.cue
redbook convert -q in.cue --target single -o c.cue && redbook convert -q c.cue --target redump -o d.cue && diff <(grep -v FILE b.cue) <(grep -v FILE d.cue) && echo same
redbook convert in.cue -o e.toc 2>&1 | grep GD-ROM
