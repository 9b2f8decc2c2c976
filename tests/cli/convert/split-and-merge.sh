#!/usr/bin/env bash
. "$TREE/tests/cli/convert/everything.bash"
make_everything
# Portable, split, merged in two ways: every byte is restored, also those of the sheet.
mkdir portable split merged single
redbook convert everything.cue -o portable/a.cue -q &&
    redbook convert portable/a.cue --target redump -o split/a.cue -q &&
    redbook convert split/a.cue -o merged/a.cue -q &&
    redbook convert split/a.cue --target single -o single/a.cue -q || exit
cmp portable/a.cue merged/a.cue && cmp portable/a.bin merged/a.bin && cmp portable/a.cue single/a.cue && cmp portable/a.bin single/a.bin
ls split
