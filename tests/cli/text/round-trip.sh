#!/usr/bin/env bash
cp "$TREE/tests/cli/text/night-cats.txt" album.txt
# Converted and back: the same sheet, in the order in which sheets are written.
redbook text album.txt -o album.cdt
redbook text album.cdt -o again.txt
redbook text again.txt -o again.cdt
cmp album.cdt again.cdt
cat again.txt
