#!/usr/bin/env bash
. "$TREE/tests/cli/terminal/prelude.bash"
lasting '2>messages'
cat messages
grep -ac '%' log || true
