#!/usr/bin/env bash
. "$TREE/tests/cli/convert/everything.bash"
make_everything
redbook convert everything.cue -o everything.cue --force
echo "exit $?"
cp everything.cue other.cue
redbook convert other.cue -o everything.cue --force
echo "exit $?"
sha256sum everything.bin >sum
redbook convert everything.cue -o everything.toc -q && sha256sum --quiet -c sum && ls
