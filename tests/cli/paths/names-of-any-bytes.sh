#!/usr/bin/env bash
# A name that is not UTF-8 is written into sheets as it is and read again; one that no sheet can hold is refused by all commands.
tone --sectors 400 one.wav
name=$(printf 'x\351')
redbook author -q one.wav -o "$name.cue" && redbook compare -q one.wav "$name.cue"
for ending in cue toc ccd chd; do
    redbook convert -q "$name.cue" -o "new-$name.$ending" && redbook compare -q one.wav "new-$name.$ending"
done
name=$(printf 'c\001x')
redbook author -q one.wav -o "$name.cue"
for ending in cue toc chd; do
    redbook convert -q one.wav -o "$name.$ending"
done
redbook convert -q one.wav -o "$name.ccd" && redbook compare -q one.wav "$name.ccd"
ls -- c*
