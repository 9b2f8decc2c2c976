#!/usr/bin/env bash
# A million pages of Ogg with nothing in them, of a known codec and of an unknown one, and three thousand streams one after another.
. "$TREE/tests/cli/hostile/prelude.bash"
bomb pages 1000000 pages.opus
bomb unknown 1000000 unknown.opus
bomb links 3000 links.opus
for name in pages unknown links; do
    timeout 60 redbook info $name.opus 2>&1 | tail -n 1
done
