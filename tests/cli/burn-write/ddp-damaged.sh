#!/usr/bin/env bash
# A fileset that differs from its checksums is reported before it is written.
tone --kind noise --seed 1 --sectors 400 a.wav
redbook author -q a.wav -o a.cue
redbook convert -q a.cue --target ddp --cdtext never -o set
printf x | dd of=set/IMAGE.DAT bs=1 seek=400000 conv=notrunc status=none
redbook-burn plan set >/dev/null; echo "exit $?"
redbook-burn write -q --yes -d virtual:rec set; echo "exit $?"
