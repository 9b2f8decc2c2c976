#!/usr/bin/env bash
# Hundreds of thousands of everything, and two thousand files that are missing.
. "$TREE/tests/cli/hostile/prelude.bash"
tone --sectors 400 a.wav
many() { yes "$2" | head -n "$1"; }
{ sheet a.wav; many 500000 '  TRACK 02 AUDIO'; } >tracks.cue && try tracks.cue
{ sheet a.wav; awk 'BEGIN { for (i = 2; i <= 100000; i++) printf "TRACK %d AUDIO\nINDEX 01 %d:00:00\n", i, i }'; } >ascending.cue && try ascending.cue
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "FILE \"f%d.wav\" WAVE\n", i }' >files.cue && sheet a.wav >>files.cue && try files.cue
{ sheet a.wav; many 1000000 'REM x'; } >remarks.cue && try remarks.cue
{ sheet a.wav; many 700000 '    INDEX 02 00:00:01'; } >indexes.cue && try indexes.cue
{ sheet a.wav; many 300000 'BAD'; } >unknown.cue && redbook info -q unknown.cue | tail -n 1
{ echo CD_DA; many 200000 'TRACK AUDIO SILENCE 00:10:00'; } >tracks.toc && try tracks.toc
{ printf 'CD_DA\nTRACK AUDIO\n'; many 300000 'SILENCE 1'; } >stretches.toc && try stretches.toc
{ printf 'CD_DA\nTRACK AUDIO\nFILE "a.wav" 0\n'; many 250000 'INDEX 00:00:01'; } >indexes.toc && try indexes.toc
{ printf 'CD_DA\nTRACK AUDIO\n'; awk 'BEGIN { for (i = 0; i < 1990; i++) printf "AUDIOFILE \"f%d.wav\" 0\n", i }'; } >missing.toc && try missing.toc
# every line is one that an edit removes, and looked for in what it writes
{ awk 'BEGIN { for (i = 0; i < 30000; i++) s = s "/"; for (i = 0; i < 100; i++) print "REM " s }'; sheet a.wav; many 30000 '// x'; } >slashes.cue
for of in slashes unknown; do
    timeout 60 redbook edit -q -n --title x $of.cue
    printf 'edit %s.cue: exit %d\n' $of $?
done
