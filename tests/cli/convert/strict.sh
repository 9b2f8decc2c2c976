#!/usr/bin/env bash
. "$TREE/tests/cli/convert/everything.bash"
make_everything
redbook convert everything.cue -o out.toc --strict
echo "exit $?"
ls
# Nothing lost, nothing refused.
sed -i 's/ SCMS//' everything.cue
redbook convert everything.cue --target redump -o out.cue --strict
