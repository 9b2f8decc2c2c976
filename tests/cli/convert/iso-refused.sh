#!/usr/bin/env bash
. "$TREE/tests/cli/convert/everything.bash"
make_everything
redbook convert everything.cue -o out.iso
echo "exit $?"
printf 'FILE "sound.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook convert a.cue -o out.iso
echo "exit $?"
sectors form2 300 7 a.bin a.user
printf 'FILE "a.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n' >a.cue
redbook convert a.cue -o out.iso
echo "exit $?"
ls
