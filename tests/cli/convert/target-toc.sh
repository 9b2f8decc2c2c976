#!/usr/bin/env bash
. "$TREE/tests/cli/convert/everything.bash"
make_everything
redbook convert everything.cue --target toc -o out.toc -v && cat out.toc
# The same disc in another format.
redbook convert out.toc --target single -o again.cue -q && cmp everything.bin again.bin && { redbook compare everything.cue out.toc || true; }
