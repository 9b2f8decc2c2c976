#!/usr/bin/env bash
# The folder that is missing is named: that of a file, or the parent of a folder that would be created.
tone --sectors 400 a.wav
redbook author a.wav -o nowhere/out.cue
redbook author -q a.wav -o a.cue
for folder in no/d no/d/ no//d//; do
    redbook extract a.cue -o $folder
    redbook report a.cue -o $folder
    redbook convert a.cue a.wav -o $folder
    redbook convert a.cue --target ddp --force-delivery -o $folder
done
redbook convert a.cue -o no/d/
