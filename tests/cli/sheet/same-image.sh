#!/usr/bin/env bash
# The sheet gives the same image as its audio files: tags and names, gaps of every kind, rates that are converted.
mkdir in out
tone --kind noise --seed 3 --sectors 400 'in/01 One.wav'
tone --kind noise --seed 4 --frames 300345 --format flac --title Tagged 'in/02 Two.flac'
tone --kind noise --seed 5 --rate 22050 --frames 200000 'in/03 Three.wav'
tone --kind noise --seed 6 --sectors 350 'in/04 Four.wav'
try() {
    redbook sheet in/0* -o album.cue -f "$@" && redbook author album.cue -o sheet.cue -q -f && redbook author in/0* -o files.cue -q -f "$@" &&
        cmp sheet.bin files.bin && diff <(sed 's/files.bin/sheet.bin/' files.cue) sheet.cue && echo same
}
try && try --gap 2s && try --names '%n %t' --gap 2s,0,4s --title Album --track 1:isrc=DEA452400001 --track 1:pregap=1s
cat album.cue
try --gap '2s,150 sectors,0' --track 4:pregap=00:03:10 && grep PREGAP album.cue
# A sheet in the folder of the files, and one elsewhere.
redbook sheet in/0* -o in/album.cue && grep FILE in/album.cue
redbook sheet in/0* -o out/album.cue 2>&1 | sed "s|'in/0.*' is|FILE is|"
redbook author out/album.cue -o out/image.cue -q --any-path && cmp out/image.bin <(redbook author in/0* -o plain.cue -q && cat plain.bin) && echo same
