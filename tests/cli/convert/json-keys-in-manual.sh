#!/usr/bin/env bash
# Each rule of the loss list is in the manual page.
for rule in $(grep -ohE '"(lost|changed)\.[a-z-]+"' "$TREE"/src/convert/*.c | tr -d '"' | LC_ALL=C sort -u); do
    grep -qE "[ ,]$rule([ ,]|$)" "$TREE/tools/redbook/redbook-convert.1" || echo "$rule is not in the manual page"
    grep -qE "[ *]$rule( |$)" "$TREE/include/redbook/convert.h" || echo "$rule is not in the header"
done
