#!/usr/bin/env bash
# hash, report and text never replace what they read, with --force too and under any name.
tone --sectors 400 --kind noise a.wav
redbook author -q a.wav -o a.cue
ln a.bin linked
cat a.cue a.bin | sha256sum >before
for target in a.bin a.cue ./linked; do
    redbook hash --files a.cue -f -o "$target"
    echo "exit $?"
done
redbook text a.cue -f --to cdt -o a.bin
echo "exit $?"
redbook text a.cue -f --to v07t -o a.cue
echo "exit $?"
mkdir page
cp a.cue page/pq.txt
cp a.bin page/a.bin
redbook report page/pq.txt -f --no-pdf -o page
echo "exit $?"
cmp a.cue page/pq.txt
cat a.cue a.bin | sha256sum | cmp - before && echo kept
