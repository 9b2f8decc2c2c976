#!/usr/bin/env bash
# With --force, a file that another descriptor in the folder names too is reported by both names, and refused with --strict;
# one that only the replaced descriptor names is not.
tone --kind noise --seed 1 --sectors 900 a.bin
cat >one.cue <<'S'
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:06:00
S
cat >two.cue <<'S'
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:04:00
  TRACK 03 AUDIO
    INDEX 01 00:08:00
S
try() {
    redbook convert -f "$@" >/dev/null
    echo "exit $?: ${*: -1}"
}
echo 'tracks of a sheet and of a TOC'
mkdir W && redbook convert -q one.cue --target wav -o W/d.cue && cp W/d.cue sheet && cat W/*.wav >before
try --strict two.cue -o W/d.toc
cat W/*.wav | cmp - before && ls W
try two.cue -o W/d.toc
try one.cue --target wav -o W/d.cue
rm W/d.toc
try one.cue --target wav -o W/d.cue

echo 'one file, named by others alone, in capitals'
mkdir X && redbook convert -q one.cue -o X/d.cue && mv X/d.cue X/e.cue && sed 's/d.bin/D.BIN/' X/e.cue >X/f.cue
echo 'no sheet of d.bin' >X/g.cue
try two.cue -o X/d.cue

echo 'names that do not follow from that of the target are reported once'
. "$TREE/tests/cli/convert/gdi.bash"
make_gd gd m:0:300 a:150:302 m:0:100
redbook convert -q gd.cue -o g/disc.gdi
try gd.cue -o g/new.gdi

echo 'discs of one command'
mkdir Y && redbook convert -q one.cue two.cue -o Y/
try one.cue two.cue -o Y/
