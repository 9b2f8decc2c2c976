#!/usr/bin/env bash
# A sheet that states the wrong byte order of its file, and one that states the right one.
tone --kind noise --sectors 400 a.bin
tone --kind noise --sectors 400 --format raw-be b.bin
for type in BINARY MOTOROLA; do
    printf 'FILE "b.bin" %s\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' $type >$type.cue
done
sed 's/b\.bin/a.bin/' BINARY.cue >a.cue
redbook compare a.cue BINARY.cue
echo "exit $?"
redbook compare a.cue MOTOROLA.cue
