#!/usr/bin/env bash
# The formats there are stand in the message, whichever they are.
printf 'just words\n' >words
redbook text words 2>said
status=$?
sed 's/ (CUE, TOC, CCD[^)]*)/ (...)/' said >&2
exit $status
