#!/usr/bin/env bash
# Long enough to be interrupted: half an hour to be encoded as FLAC.
tone --kind noise --sectors 140000 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:10:00\n' >a.cue
env --default-signal=INT true 2>/dev/null || { echo "env cannot reset signals here"; exit 77; }
env --default-signal=INT redbook extract a.cue -o d --format flac &
for _ in {1..500}; do
    [ -z "$(find d -name '02*' 2>/dev/null)" ] || break
    sleep 0.01
done
kill -INT $!
wait $!
status=$?
ls
exit $status
