#!/usr/bin/env bash
# Lines, strings and numbers of megabytes.
. "$TREE/tests/cli/hostile/prelude.bash"
tone --sectors 400 a.wav
x() { head -c "$1" /dev/zero | tr '\0' x; }
{ sheet a.wav; printf 'REM '; x 10000000; echo; } >remark.cue && try remark.cue
{ printf 'TITLE "'; x 10000000; printf '"\n'; sheet a.wav; } >title.cue && try title.cue
{ printf 'FILE "'; x 60000; printf '" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n'; } >name.cue && try name.cue
{ sheet a.wav; printf '    INDEX 02 '; head -c 60000 /dev/zero | tr '\0' 9; echo; } >number.cue && try number.cue
{ printf 'CD_DA\nTRACK AUDIO\nFILE "a.wav" '; head -c 10000000 /dev/zero | tr '\0' 9; } >number.toc && try number.toc
{ printf 'CD_DA\nTRACK AUDIO\nFILE "'; x 10000000; printf '" 0\n'; } >name.toc && try name.toc
{ printf 'CD_DA // '; x 10000000; printf '\nTRACK AUDIO\nFILE "a.wav" 0\n'; } >comment.toc && redbook info comment.toc | tail -n 1
{ head -c 17000000 /dev/zero | tr '\0' '\n'; sheet a.wav; } >large.cue && try large.cue
{ sheet a.wav; head -c 17000000 /dev/zero | tr '\0' '\n'; } >large-behind.cue && try large-behind.cue
