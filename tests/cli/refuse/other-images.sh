#!/usr/bin/env bash
# Images of other programs that are not read, given by mistake: each is called by its name.
printf 'ECM\0\1\2\3\4' >a.ecm
printf 'CISO\0\0\0\0' >a.cso
printf 'BWT5 STREAM SIGN' >a.b5t
redbook author a.ecm a.cso a.b5t -o out.cue
