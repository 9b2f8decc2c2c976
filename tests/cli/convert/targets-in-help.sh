#!/usr/bin/env bash
# The option accepts the library's targets, listed in its order, and the manual page has them.
in_library=$(tr -d '\n' <"$TREE/src/convert/target.c" | grep -oE '\.target = *\{ *"[a-z]+"' | sed 's/.*"\(.*\)"/\1/' | paste -sd '|')
redbook convert --help | tr -s "\n " " " | grep -F -- "--target $in_library " >/dev/null || echo "expected $in_library"
sed "s/ | /|/g" "$TREE/tools/redbook/redbook-convert.1" | grep -F "Fl target Ns = Ns Ar $in_library" >/dev/null || echo "the manual page"
