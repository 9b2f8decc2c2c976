#!/usr/bin/env bash
. "$TREE/tests/cli/terminal/prelude.bash"
lasting --no-progress
grep -ac '%' log || true
