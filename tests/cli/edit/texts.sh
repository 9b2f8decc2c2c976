#!/usr/bin/env bash
# Texts, codes and flags of an image: sheet and packs change together, the BIN does not, and compare finds exactly that.
tone --kind noise --seed 3 --sectors 400 a.wav
tone --kind noise --seed 4 --sectors 400 b.wav
tone --kind noise --seed 5 --sectors 400 c.wav
redbook author a.wav b.wav c.wav -o album.cue -q --title Album --performer Art --composer Cage --message 'Thank you' \
    --track 1:title=One --track 2:title=Two --track 3:title=Three --track 2:isrc=DEA452400002 --gap 2s
cp album.cue was.cue && cp album.cdt was.cdt && sed -i 's/album\./was./' was.cue && ln album.bin was.bin
sum=$(sha256sum <album.bin)
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
{
    try edit album.cue --title 'Album' --track 1:title=One
    try edit album.cue -n --track 2:title='Two (Live)'
    cmp album.cdt was.cdt && echo unchanged
    try edit album.cue --track 2:title='Two (Live)'
    try compare was.cue album.cue
    try edit album.cue --mcn 4006381333931 --track 1:isrc=DE-A45-24-00001 --track 2:isrc= --track 3:flags=dcp+pre --composer '' --json
    try edit album.cue --title '' --performer '' --message '' --track 1:title= --track 2:title= --track 3:title=
    try check album.cue
    try edit album.cue --title 'The "Quoted"' --message Hello
    try text album.cdt
} 2>&1 | sed 's/"version": .*/"version": /'
[ "$sum" = "$(sha256sum <album.bin)" ] && echo the BIN is untouched
cat album.cue
ls
