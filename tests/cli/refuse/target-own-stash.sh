#!/usr/bin/env bash
# The unfinished file of a killed run may be the source of the next one, whose own unfinished file would replace it.
tone --sectors 400 a.wav
redbook author a.wav -o a.cue && mv a.bin out.bin.redbook-stash
printf 'FILE "out.bin.redbook-stash" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >in.cue
redbook author in.cue -o out.cue
redbook author --mode audio out.bin.redbook-stash -o out.cue
redbook convert in.cue --target single -o out.cue
redbook author -q in.cue -o other.cue && cmp other.bin out.bin.redbook-stash && rm out.bin.redbook-stash && ls
