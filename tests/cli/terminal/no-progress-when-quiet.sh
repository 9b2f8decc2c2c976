#!/usr/bin/env bash
. "$TREE/tests/cli/terminal/prelude.bash"
lasting -q
grep -ac '%' log || true
