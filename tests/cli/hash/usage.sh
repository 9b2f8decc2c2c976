#!/usr/bin/env bash
redbook hash
redbook hash a.cue b.cue
redbook hash -c
redbook hash --disc --files a.cue
redbook hash -o sums a.cue
redbook hash --files --force a.cue
redbook hash --algorithm crc a.cue
redbook hash -q -v a.cue
redbook hash --check --algorithm sha256 a.md5
redbook hash --disc --algorithm md5 a.cue
redbook compare a.cue disc2:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
redbook compare --ignore texts a.cue disc1:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
