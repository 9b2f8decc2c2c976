#!/usr/bin/env bash
cp "$TREE/tests/cli/text/night-cats.txt" album.txt
redbook text album.txt --to cdt -o - | od -An -v -tx1 -w18 | head -n 2
redbook text album.txt --no-tab --to cdt -o - | od -An -v -tx1 -w18 | sed -n 4,5p
