#!/usr/bin/env bash
# The end of a file system is missing: every command that opens it reports that once. A whole one is quiet in every form.
volume --sectors 700 game.iso
head -c $((2048 * 400)) game.iso >cut.iso
tone --kind music --level 50 --sectors 900 a.wav
whole() { redbook check --profile emulator --fail-on warning "$@"; }
redbook info -q cut.iso >/dev/null
whole cut.iso
echo "exit $?"
redbook convert cut.iso -o cut.cue
redbook author --data cut.iso a.wav -o cut-mixed.cue
redbook author --strict --data cut.iso a.wav -o strict.cue
whole game.iso
redbook author -q game.iso -o raw.cue && mv raw.bin alone.bin && whole alone.bin
head -c $((2352 * 400)) alone.bin >raw-cut.bin
redbook info raw-cut.bin | tail -n 1
redbook author -q --mode mode2/2048 game.iso -o xa.cue && whole xa.cue
redbook author -q --data game.iso a.wav -o mixed.cue && whole mixed.cue
for name in mixed.ccd mixed.toc mixed.chd; do redbook convert -q mixed.cue -o $name && whole $name; done
# Two sessions, with a size from the session on; with one from lba 0; and the whole disc as one ISO.
volume --sectors 300 one.iso
volume --sectors 300 --lba 11700 two.iso
printf 'REM SESSION %s\nFILE "%s.iso" BINARY\n  TRACK %s MODE2/2048\n    INDEX 01 00:00:00\n' 01 one 01 02 two 02 >two.cue
whole two.cue
mv two.iso later.iso && whole later.iso
{ cat one.iso && head -c $((2048 * 11400)) /dev/zero && cat later.iso; } >both.iso
whole both.iso
