#!/usr/bin/env bash
. "$TREE/tests/cli/convert/everything.bash"
make_everything
echo mine >'out (Track 2).bin'
echo mine >out.cue
redbook convert everything.cue --target redump -o out.cue
echo "exit $?"
cat out.cue 'out (Track 2).bin'
redbook convert everything.cue --target redump -o out.cue --force -q && redbook compare everything.cue out.cue || true
rm out*
