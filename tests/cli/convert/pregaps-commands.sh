#!/usr/bin/env bash
. "$TREE/tests/cli/convert/everything.bash"
make_everything
mkdir portable commands back
redbook convert everything.cue -o portable/a.cue -q
for target in single redump wav toc; do
    ending=cue
    [ "$target" != toc ] || ending=toc
    redbook convert portable/a.cue --target "$target" --pregaps commands -o "commands/$target.$ending" -q || exit
    grep -E 'PREGAP|SILENCE|START|INDEX 0[01]' "commands/$target.$ending"
    redbook convert "commands/$target.$ending" -o back/a.cue -q --force || exit
    cmp portable/a.bin back/a.bin
    [ "$target" = toc ] || cmp portable/a.cue back/a.cue
done
wc -c commands/single.bin portable/a.bin
