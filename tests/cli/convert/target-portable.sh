#!/usr/bin/env bash
. "$TREE/tests/cli/convert/everything.bash"
make_everything
redbook convert everything.cue -o out.cue -v && cat out.cue && cmp everything.bin out.bin && redbook compare everything.cue out.cue || true
