#!/usr/bin/env bash
# With --output, names are relative to the folder of the manifest, wherever it is checked from.
tone --sectors 400 --kind noise a.wav
mkdir album sums
redbook author a.wav -o album/out.cue
redbook hash --files album/out.cue -o album/album.sha256 && cat album/album.sha256
redbook hash --check album/album.sha256
(cd sums && redbook hash -c ../album/album.sha256 && redbook hash --files ../album/out.cue -o ../album/again.sha256 &&
    cmp ../album/album.sha256 ../album/again.sha256)
redbook hash --files album/out.cue -o sums/elsewhere && sed "s|$PWD|HERE|" sums/elsewhere && redbook hash -c sums/elsewhere >/dev/null && echo good
redbook hash --files album/out.cue -o album/album.sha256
echo "exit $?"
redbook hash --files --force album/out.cue -o album/album.sha256
redbook hash --files album/out.cue -o - | cmp - <(redbook hash --files album/out.cue) && [ ! -e ./- ] && echo printed
# What is outside of the folder of the manifest has its absolute path, however it is given.
(cd sums && redbook hash --files ../album/out.cue -o up.sha256 && sed "s|$(cd .. && pwd)|HERE|; s/^[0-9a-f]* //" up.sha256 && redbook hash -q --check up.sha256)
redbook hash --files sums/../album/out.cue -o sums/up2.sha256 && sed "s|$PWD|HERE|; s/^[0-9a-f]* //" sums/up2.sha256
