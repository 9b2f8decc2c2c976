#!/usr/bin/env bash
# A TOC that readers would treat as a later session of the new disc is not left next to it, whatever the letter case of its name.
tone --sectors 300 a.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
for name in "new (Session 2).toc" "NEW (session 2).TOC"; do
    mkdir out && echo other >"out/$name"
    redbook convert -q --target toc a.cue -o out/new.toc
    echo "exit $?"
    ls out && rm -r out
done
