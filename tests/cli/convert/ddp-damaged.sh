#!/usr/bin/env bash
# A fileset is compared with its checksums wherever it is read for its sectors: new checksums would hide the damage.
tone --kind noise --seed 1 --sectors 400 a.wav
redbook author -q a.wav -o a.cue
redbook convert -q a.cue --target ddp --cdtext never -o set
printf x | dd of=set/IMAGE.DAT bs=1 seek=400000 conv=notrunc status=none
redbook convert set --target ddp --cdtext never -o new; echo "exit $?"
ls -d new 2>&1
redbook convert set --target ddp --cdtext never --force-delivery -o forced; echo "exit $?"
redbook convert set -o new.cue; echo "exit $?"
redbook convert set -o strict.cue --strict; echo "exit $?"
redbook extract set -o tracks; echo "exit $?"
# One without checksums, with another file, is what it is; the new one has checksums.
rm set/CHECKSUM.*
redbook convert -v set --target ddp --cdtext never -o again 2>&1 | grep -c 'ddp\.'
ls again
