#!/usr/bin/env bash
. "$TREE/tests/cli/terminal/prelude.bash"
TERM=dumb lasting
grep -ac '%' log || true
