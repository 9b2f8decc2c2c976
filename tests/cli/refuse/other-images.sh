#!/usr/bin/env bash
# Images of other programs that are not read, or not valid, given by mistake: each is reported by the name of its format, even
# if it begins with plain sectors.
tone --sectors 400 a.wav
redbook author a.wav -o a.cue
{ cat a.bin; printf 'NER5\0\0\0\0\0\0\x10\0'; } >sound.nrg
{ cat a.bin; printf '....\x06\0\0\x80\x10\0\0\0'; } >sound.cdi
printf 'ECM\0\1\2\3\4' >a.ecm
printf 'CISO\0\0\0\0' >a.cso
printf 'BWT5 STREAM SIGN' >a.b5t
redbook author sound.nrg sound.cdi a.ecm a.cso a.b5t -o out.cue
