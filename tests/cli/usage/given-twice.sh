#!/usr/bin/env bash
# An option with one value is given once: with two values it is not clear which one is meant. Switches may be repeated, and so
# may
# the options that add to a list. An older name of an option is the same option.
twice() {
    redbook "$@" 2>&1 | head -n 1
}
twice author a.wav -o a.cue -o b.cue
twice author --data a.iso --data b.iso -o a.cue
twice author a.wav -o a.cue --jobs 1 -j 2
twice author a.wav -o a.cue --sort tags --sort tags
twice info a.cue --encoding utf-8 --encoding cp437
twice extract a.cue -o d --pause drop --pregap before
twice report a.cue --client a --client b
twice convert a.cue -o a.toc --target toc --target ccd
twice author a.wav -o a.cue --track 1:title=A --track 1:title=B
twice edit a.cue --track 2:index2=+1s --track 2:isrc= --track 2:index02=+2s
tone --sectors 400 a.wav
tone --sectors 400 b.wav
redbook author -q -q a.wav b.wav -o a.cue --track 1:title=One --track 2:title=Two --track 1:performer=Band
redbook extract -q a.cue -o d --tracks 1 --tracks 2 --pause drop && ls d
redbook extract --help | grep -c -e '--pause'
redbook completion bash | grep -c -e '--pause'
exit 0
