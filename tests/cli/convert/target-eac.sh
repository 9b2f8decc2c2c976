#!/usr/bin/env bash
. "$TREE/tests/cli/convert/everything.bash"
make_everything
redbook convert everything.cue --target eac -o out.cue -v && cat out.cue
# The same disc in another format.
redbook convert out.cue --target single -o again.cue -q && cmp everything.bin again.bin && { redbook compare everything.cue out.cue || true; }
