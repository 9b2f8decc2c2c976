#!/usr/bin/env bash
# A finished BIN is also linked under the unfinished one's name, as an earlier version left it: the link is removed, the file
# is not truncated.
tone --sectors 400 --seed 1 a.wav
tone --sectors 400 --seed 2 --kind noise b.wav
redbook author a.wav -o out.cue && cp out.bin kept && ln out.bin out.bin.redbook-stash || exit
redbook author none.wav -f -o out.cue
cmp kept out.bin && redbook author b.wav -f -o out.cue && tail -c +45 b.wav | cmp - out.bin
cp kept other.bin && ln other.bin out.bin.redbook-stash && redbook author a.wav -f -o out.cue && cmp kept other.bin && ls
