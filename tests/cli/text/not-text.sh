#!/usr/bin/env bash
# The message lists the existing formats.
printf 'just words\n' >words
redbook text words 2>said
status=$?
sed 's/ (CUE, TOC, CCD[^)]*)/ (...)/' said >&2
exit $status
