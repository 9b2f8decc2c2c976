#!/usr/bin/env bash
# 'help' has no help of its own: it prints that of the program.
for option in --help -h; do
    redbook help $option | cmp - <(redbook --help)
    redbook-burn help $option | cmp - <(redbook-burn --help)
done
