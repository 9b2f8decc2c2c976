#!/usr/bin/env bash
# Two languages in one command; both are read back from the image, and a text that does not fit is refused.
tone --kind noise --seed 1 --sectors 400 a.wav
tone --kind noise --seed 2 --sectors 400 b.wav
texts() { # TITLE
    printf 'Input Sheet Version = 0.7T\nAlbum Title = %s\nTrack 01 Title = 一\nTrack 02 Title = 二\n' "$1"
}
texts 夜の猫 >ja.txt
texts 夜の猫🐈 >cat.txt
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
{
    try author a.wav b.wav -o out.cue --title 'Night Cats' --track 1:title=One --track 2:title=Two \
        --cdtext-language ja=ja.txt --depfile out.d
    cat out.d
    grep -E 'TITLE|CDTEXT' out.cue
    try text out.cdt
    try info out.cue
    try convert out.cue -o again.toc -q
    try compare out.cue again.toc
    try author out.cue -o de.cue --cdtext-language de=out.cue
    try text de.cdt -q
    # The packs of a sheet of texts are a source as well.
    redbook author a.wav b.wav -o x.cue --title Nacht --track 1:title=Eins --track 2:title=Zwei --cdtext=always -q
    set -- author a.wav b.wav --title Night --track 1:title=One --track 2:title=Two -q --cdtext-language
    try "$@" de=x.cue -o y.cue --depfile y.d
    cat y.d
    try "$@" de=x.cue -o y.cue --depfile x.cdt -f
    mkdir packs && cp x.cue packs/texts.cue && cp x.cdt x.bin packs
    try "$@" de=packs/texts.cue -o packs/x.cue -f
    cmp x.cdt packs/x.cdt
    rm out.*
    try author a.wav b.wav -o out.cue --cdtext-language ja=cat.txt
    try author a.wav b.wav -o out.cue --cdtext-language ja=cat.txt --cdtext=never
    mv ja.txt out.cdt
    try author a.wav b.wav -o out.cue --cdtext-language ja=out.cdt -f
    try author a.wav b.wav -o out.cue --cdtext-language ja=missing.txt
} 2>&1
