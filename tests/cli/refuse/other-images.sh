#!/usr/bin/env bash
# Images of other programs, given by mistake: each is called by its name, also where it begins with plain sectors.
tone --sectors 400 a.wav
redbook author a.wav -o a.cue
{ cat a.bin; printf '....\x06\0\0\x80\x10\0\0\0'; } >sound.cdi
printf 'MEDIA DESCRIPTOR\1\3' >a.mds
printf 'ECM\0\1\2\3\4' >a.ecm
redbook author sound.cdi a.mds a.ecm -o out.cue
