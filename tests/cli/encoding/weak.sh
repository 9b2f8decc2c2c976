#!/usr/bin/env bash
# Text that no western language has is a weak guess; half of a surrogate pair is reported with its line.
head -c $((2352 * 400)) /dev/zero >a.bin
sheet() { printf "TITLE \"$1\"\nPERFORMER \"$2\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"; }
sheet 'Caf\202' 'M\204rchen' >cp850.cue
sheet 'Yaln\375zl\375k' 'G\374l\374mse' >cp1254.cue
sheet 'P\370\355li\271' 'Dvo\370\341k' >iso-8859-2.cue
sheet '\300\376uol\370' '\360irdis' >cp1257.cue
sheet 'L\222\351t\351 d\351j\340' 'Bj\366rk' >western.cue
sheet 'A\355\240\275B' 'C' >cesu.cue
sheet 'A' 'B\001C' | python3 -c 'import sys
text = "\ufeff" + sys.stdin.read().replace("\1", "\ud83d")
sys.stdout.buffer.write(text.encode("utf-16-le", "surrogatepass"))' >half.cue
for name in cp850 cp1254 iso-8859-2 cp1257 western cesu half; do
    redbook info $name.cue | grep -aE '^(title|performer)'
done
redbook info --encoding CP850 cp850.cue | grep -E '^(title|performer)'
