#!/usr/bin/env bash
# Whatever form the names of files have in the sheet, the renamed image can be read and is the same disc.
try() { # SHEET TEXT [FILE]
    local file=${3:-a.bin}
    mkdir "$1.d" && cd "$1.d" || exit
    cp ../tone.bin "$file" && printf '%b' "$2" >"$1"
    redbook match -q --write-entry "$1" | sed 's/game name="[^"]*"/game name="New Game"/' >e.dat
    before=$(redbook hash -q "$1" | md5sum)
    redbook match -q --dat e.dat --rename "$1" >/dev/null
    echo "$1: exit $?"
    ls New* && tr "\r" "\n" <"New Game.${1##*.}" | grep "New Game"
    [ "$before" = "$(redbook hash -q "New Game.${1##*.}" | md5sum)" ] || echo "another disc"
    cd ..
}
tone --kind noise --seed 5 --sectors 900 tone.bin
one='TRACK 01 AUDIO\nINDEX 01 00:00:00\n' two='TRACK 02 AUDIO\nINDEX 01 00:05:00\n'
try twice.cue "FILE \"a.bin\" BINARY\n${one}FILE \"a.bin\" BINARY\n$two"
try again.cue "FILE \"a.bin\" BINARY\n${one}FILE \"a.bin\" BINARY\nTRACK 02 AUDIO\nINDEX 01 00:00:00\n"
try letter.cue "FILE F BINARY\n$one" F
try blanks.cue "file a b.bin BINARY\n$one" 'a b.bin'
try apostrophes.cue "FILE 'a.bin' BINARY\n$one"
try unfinished.cue "FILE \"a.bin BINARY\n$one"
try cr.cue "FILE \"a.bin\" BINARY\rTRACK 01 AUDIO\rINDEX 01 00:00:00\r"
try line.toc 'CD_DA TRACK AUDIO FILE "a.bin" 0\n'
try silence.toc 'CD_DA\nTRACK AUDIO\nSILENCE 00:02:00 FILE "a.bin" 0\n'
try next.toc 'CD_DA\nTRACK AUDIO\nFILE // a.bin\n  "a.bin" 0\n'
try lower.toc 'CD_DA\nTRACK AUDIO\nfile "a.bin" 0\n'
try escape.toc 'CD_DA\nTRACK AUDIO\nFILE "\\141.bin" 0\n'
