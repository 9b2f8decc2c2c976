#!/usr/bin/env bash
# Numbers that are negative, not integers, or larger than any disc.
. "$TREE/tests/cli/hostile/prelude.bash"
tone --sectors 400 a.wav
of_sheet() { { sheet a.wav; printf '%s\n' "$@"; } >a.cue && try a.cue; }
of_toc() { printf 'CD_DA\nTRACK AUDIO\n%s\n' "$*" >a.toc && try a.toc; }
of_sheet '    INDEX 02 -00:00:01'
of_sheet '    INDEX 02 99999999999999999999:00:00'
of_sheet '    INDEX 02 9999:59:74'
of_sheet '    POSTGAP 9999:59:74'
of_sheet '  TRACK 02 AUDIO' '    PREGAP 9999:59:74' '    INDEX 01 00:00:01'
of_sheet '  TRACK -2 AUDIO'
of_sheet '  TRACK 18446744073709551617 AUDIO'
of_sheet '    INDEX 4294967298 00:00:01'
of_toc 'FILE "a.wav" -5'
of_toc 'FILE "a.wav" 4611686018427387904'
of_toc 'FILE "a.wav" 0 999999999999'
of_toc 'FILE "a.wav" #999999999999 0'
of_toc 'SILENCE 999999999999 FILE "a.wav" 0'
of_toc 'SILENCE 9999:59:74 FILE "a.wav" 0 START 9999:59:73'
of_toc 'DATAFILE "a.wav" #999999999996'
printf 'CD_ROM\nTRACK MODE1\nZERO 9999:59:74\nDATAFILE "a.wav" #999999999488\n' >b.toc && try b.toc
