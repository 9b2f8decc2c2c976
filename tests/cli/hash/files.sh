#!/usr/bin/env bash
# A manifest of all files of a disc, which sha256sum accepts; and a manifest of sha256sum is accepted.
tone --sectors 400 --kind noise a.wav
mkdir album
redbook author a.wav -o album/out.cue
redbook hash --files album/out.cue | tee sums
sha256sum -c sums
sha256sum album/out.cue album/out.bin | cmp - sums || echo 'another form'
redbook hash -c sums
redbook hash --files --algorithm sha1 album/out.cue | redbook hash --check -
md5sum --tag album/out.bin | redbook hash -c -
