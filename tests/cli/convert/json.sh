#!/usr/bin/env bash
. "$TREE/tests/cli/convert/everything.bash"
make_everything
redbook convert everything.cue -o out.toc --json
