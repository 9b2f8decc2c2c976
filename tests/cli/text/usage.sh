#!/usr/bin/env bash
redbook text
redbook text a b
redbook text a -o b.wav
redbook text a --to cdt
redbook text a --language Klingon
redbook text a --charset utf-8
redbook text a --json -o -
redbook text a -v -q
