#!/usr/bin/env bash
# What a TOC states of its tracks, and an edit is not about, stays as it is.
head -c $((300 * 2336)) /dev/zero >d.bin
tone --kind noise --sectors 300 r.wav && tail -c $((300 * 2352)) r.wav >r.bin
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
{
    printf 'CD_ROM_XA\nTRACK MODE2_FORM_MIX\nDATAFILE "d.bin"\n' >mix.toc
    try edit -v mix.toc --title X --track 1:flags=dcp
    grep -E 'CD_|^TRACK|COPY' mix.toc
    printf 'CD_I\nTRACK MODE2\nDATAFILE "d.bin"\n' >cdi.toc
    printf 'CD_ROM_XA\nTRACK MODE1_RAW\nDATAFILE "r.bin"\n' >xa.toc
    for type in cdi xa; do
        try edit -v $type.toc --title X --track 1:flags=dcp
        grep -E 'CD_|^TRACK|COPY' $type.toc
        try convert --strict -q $type.toc --target single -o $type.cue
        try convert --strict -q $type.toc -o $type.ccd
        grep PSec $type.ccd | head -n 1
        try convert --strict -q $type.ccd -o again.toc -f
        grep -E 'CD_[RI]|^TRACK' again.toc
    done
    grep TRACK cdi.cue
} 2>&1
