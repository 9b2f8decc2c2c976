#!/usr/bin/env bash
cp "$TREE/tests/cli/text/night-cats.txt" album.txt
: >album.cdt
redbook text album.txt -o album.cdt
