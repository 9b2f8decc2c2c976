#!/usr/bin/env bash
# What is the same on every machine: which lines there are, and what is said of redbook itself.
cp "$B/redbook" alone
PATH=/nowhere ./alone doctor >found || exit
sed -E 's/^redbook +[0-9.]+$/redbook VERSION/; s/ +/ /g' found | awk '
    /^redbook VERSION/ { print; next }
    /^library / { print; in_libraries = 1; next }
    /^$/ { print; in_libraries = 0; next }
    in_libraries { print $1, ($2 ~ /^[0-9]+\.[0-9]+/ ? "VERSION" : $2); next }
    /^(formats|CHD codecs|redbook-burn|terminal) / { print; next }
    /^[a-z]/ || /^PDF/ { print $1, "..."; next }
    { print }'
for name in flac vorbis wav; do grep '^audio files' found | grep -qw $name || echo "$name is missing"; done
