#!/usr/bin/env bash
# What a TOC states of its tracks, and an edit is not about, stays as it is.
head -c $((300 * 2336)) /dev/zero >d.bin
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
{
    printf 'CD_ROM_XA\nTRACK MODE2_FORM_MIX\nDATAFILE "d.bin"\n' >mix.toc
    try edit -v mix.toc --title X --track 1:flags=dcp
    grep -E 'CD_|^TRACK|COPY' mix.toc
} 2>&1
