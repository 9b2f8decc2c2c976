#!/usr/bin/env bash
cp "$TREE/tests/cli/text/night-cats.txt" album.txt
# There and back again: the sheet as it was, but in the order of writing.
redbook text album.txt -o album.cdt
redbook text album.cdt -o again.txt
redbook text again.txt -o again.cdt
cmp album.cdt again.cdt
cat again.txt
