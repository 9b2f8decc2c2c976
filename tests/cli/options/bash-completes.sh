#!/usr/bin/env bash
# What a key press would offer.
source <(redbook completion bash)
compopt() { :; }
offer() {
    COMP_WORDS=(redbook "$@") COMP_CWORD=$#
    _redbook
    printf '%s:' "$*"
    printf ' %s' "${COMPREPLY[@]}"
    echo
}
touch one.wav 'two words.flac'
offer ''
offer a
offer author --q
offer author --quality ''
offer author --quality = be
offer author -o o
offer author --gap ''
offer author two
offer completion ''
offer help inf
offer info --fail-on w
offer check --for ma
offer check --for me
offer check --for li
offer info --mode mode2
offer convert -o o
offer text -o o
offer report -o t
offer author --dither ''
offer author --cdtext-language ''
mkdir there
offer extract -o th
