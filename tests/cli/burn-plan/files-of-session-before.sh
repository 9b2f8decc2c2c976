#!/usr/bin/env bash
# A later session that has the descriptors of the first one alone, with the files there, is right when it is planned by itself, too.
volume 1.iso
head -c 40960 1.iso >2.iso # sectors 0 to 19, without the root directory
truncate -s 614400 2.iso
for n in 1 2; do
    printf 'REM SESSION 0%s\nFILE "%s.iso" BINARY\n  TRACK 0%s MODE1/2048\n    INDEX 01 00:00:00\n' $n $n $n
done >disc.cue
redbook check disc.cue
redbook-burn plan disc.cue >/dev/null
redbook-burn plan --session 2 disc.cue >/dev/null
