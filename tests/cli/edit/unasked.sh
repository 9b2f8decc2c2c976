#!/usr/bin/env bash
# Nothing changes that an edit was not asked for: links, damaged and missing CD-TEXT, texts that differ, comments.
for n in 1 2; do tone --kind noise --seed $n --sectors 400 $n.wav; done
redbook author 1.wav 2.wav -o a.cue -q --cdtext always --title Al --track 1:title=One --track 2:title=Two
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
sum() { cat a.cue a.cdt | sha256sum; }
unchanged() { [ "$before" = "$(sum)" ] && echo unchanged; }
{
    mkdir lib && cp a.* lib && sed -i /CDTEXTFILE/d lib/a.cue && ln -s lib/a.cue l.cue
    try edit l.cue --title New --track 1:flags=dcp
    readlink l.cue && grep TITLE lib/a.cue
    cp a.cue b.cue && mv b.cue lib && ln -s lib/b.cue b.cue && ln -sf ../a.cdt lib/a.cdt
    try edit b.cue --title New
    mkdir far && mv a.bin lib/b.bin && mv a.cdt lib/real.cdt && ln -sf real.cdt lib/a.cdt && sed -i s/a.bin/b.bin/ lib/b.cue
    try edit b.cue --title New
    readlink b.cue lib/a.cdt && grep -a -o New lib/b.cue lib/real.cdt
    rm -r b.cue lib/b.cue lib/a.cdt && mv lib/b.bin a.bin
    redbook author 1.wav 2.wav -o a.cue -q --cdtext always --title Al --track 1:title=One --track 2:title=Two --force

    cp a.cdt good.cdt && printf XX | dd of=a.cdt bs=1 seek=6 conv=notrunc status=none
    before=$(sum)
    try edit a.cue --track 1:title=N
    unchanged
    try edit a.cue -n --track 1:title=N --cdtext-from packs
    try edit a.cue --track 1:title=N --cdtext-from sheet
    grep TITLE a.cue

    cp good.cdt a.cdt && sed -i 's/"Two"/"Zwo"/; s/"N"/"One"/' a.cue
    before=$(sum)
    try edit a.cue --track 1:title=N
    unchanged
    try edit a.cue -n --track 1:title=N --cdtext-from sheet
    try edit a.cue --track 1:title=N --cdtext-from packs

    mv a.cdt away.cdt
    try edit a.cue --title N
    mv away.cdt a.cdt

    printf '; by hand\r\n' >c.cue && sed '/CDTEXT/d; s/$/\r/; s/TRACK 02/TRACK 2/' a.cue >>c.cue && printf 'FOO bar\r\n' >>c.cue
    try edit c.cue --track 1:title='a"b'
    try edit c.cue --track 1:title='a"b'
    grep -c $'\r$' c.cue
} 2>&1
