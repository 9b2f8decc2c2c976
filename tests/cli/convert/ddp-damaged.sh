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
redbook hash set >/dev/null; echo "exit $?"
redbook compare set new.cue; echo "exit $?"
redbook compare --ignore samples set new.cue; echo "exit $?"
redbook match --write-entry set >/dev/null; echo "exit $?"
# One without checksums, with another file, is what it is; the new one has checksums.
rm set/CHECKSUM.* && echo hello >set/readme.txt
redbook convert -v set --target ddp --cdtext never -o again 2>&1 | grep -c 'ddp\.'
ls again
# That is for the commands that examine a set.
count() { "$@" 2>&1 | grep -cE 'ddp\.(no-checksum|other-file)'; }
count redbook extract -v set -o again/tracks
count redbook hash -v set
count redbook compare -v set new.cue
count redbook match -v --write-entry set
count redbook-burn plan -v set
count redbook info -v set
count redbook check -v set
