#!/usr/bin/env bash
# While the first file is being encoded, another process creates one with the second's name: it is kept, and none of ours is.
tone --kind noise --sectors 40000 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 08:00:00\n' >a.cue
redbook extract a.cue -o d --format flac &
for _ in {1..1000}; do
    [ -z "$(find d -name '01*' 2>/dev/null)" ] || break
    sleep 0.005
done
echo theirs >d/02.flac
wait $!
echo "exit $?"
ls d
