#!/usr/bin/env bash
cp "$TREE/tests/cli/text/night-cats.txt" album.txt
redbook text album.txt -o album.cdt && od -An -v -tx1 -w18 album.cdt
