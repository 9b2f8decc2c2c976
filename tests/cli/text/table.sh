#!/usr/bin/env bash
cp "$TREE/tests/cli/text/night-cats.txt" album.txt
redbook text album.txt
