#!/usr/bin/env bash
# In the middle of many discs: those that are finished are kept, of the others nothing remains.
tone --kind noise --sectors 300 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
tone --kind noise --rate 44056 --channels 1 --encoding u8 --seconds 300 b.wav # no small ratio: the slow path
printf 'FILE "b.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >b.cue
env --default-signal=INT true 2>/dev/null || { echo "env cannot reset signals here"; exit 77; }
env --default-signal=INT redbook convert --jobs 1 a.cue b.cue -o out --target single --json >found.json &
for _ in {1..500}; do
    [ ! -s out/b.cue.redbook-source.bin.redbook-stash ] || break
    sleep 0.02
done
kill -INT $!
wait $!
status=$?
ls out
jq -c '.written, (.discs[] | [.path, .written, .error.status])' found.json
exit $status
