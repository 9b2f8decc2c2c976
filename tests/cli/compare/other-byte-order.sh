#!/usr/bin/env bash
# A sheet that says nothing of the byte order its file has, and one that does.
tone --kind noise --sectors 400 a.bin
tone --kind noise --sectors 400 --format raw-be b.bin
for type in BINARY MOTOROLA; do
    printf 'FILE "b.bin" %s\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' $type >$type.cue
done
sed 's/b\.bin/a.bin/' BINARY.cue >a.cue
redbook compare a.cue BINARY.cue
echo "exit $?"
redbook compare a.cue MOTOROLA.cue
