#!/usr/bin/env bash
. "$TREE/tests/cli/convert/everything.bash"
make_everything
redbook convert everything.cue --target ccd -o out.ccd -v && grep -v "^Entry\|^Session\|Zero\|^A" out.ccd
# The same disc in another format.
redbook convert out.ccd --target single -o again.cue -q && cmp everything.bin again.bin && { redbook compare everything.cue out.ccd || true; }
