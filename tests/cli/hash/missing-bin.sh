#!/usr/bin/env bash
printf 'FILE "gone.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook hash a.cue
echo "exit $?"
redbook hash --files a.cue
echo "exit $?"
redbook hash --json a.cue 2>/dev/null | grep -E '"(ids|digest|image|tracks)"'
