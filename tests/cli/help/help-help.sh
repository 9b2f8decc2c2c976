#!/usr/bin/env bash
# 'help' itself has no page: its help is that of the program.
for option in --help -h; do
    redbook help $option | cmp - <(redbook --help)
    redbook-burn help $option | cmp - <(redbook-burn --help)
done
