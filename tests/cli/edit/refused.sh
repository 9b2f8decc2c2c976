#!/usr/bin/env bash
# An image without a sheet cannot be edited, nor can values that the sheet cannot hold; the files are not changed.
for n in 1 2; do tone --kind noise --seed $n --sectors 700 $n.wav; done
iso() { head -c $((2048 * 500)) /dev/zero | tr '\0' 'x'; }
redbook author 1.wav 2.wav -o album.cue -q --title Album --composer Cage
for name in album.chd album.ccd delivery; do
    redbook convert album.cue -o "$name" -q $([ "$name" = delivery ] && echo --target ddp --force-delivery)
done
redbook convert album.cue -o album.toc -q
descriptor iso >/dev/null 2>&1
sum() { cat album.* delivery/* | sha256sum; }
before=$(sum)
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
{
    for image in album.chd album.ccd delivery 1.wav missing.cue album.cdt; do try edit "$image" --title Other; done
    try edit album.toc --date 1999
    try edit album.cue --title 日本
    try edit album.cue --title $'\xff' --mcn 123 --track 1:isrc=nonsense --track 7:title=x
    [ "$before" = "$(sum)" ] && echo unchanged
    try edit album.cue --title 'Other' --cdtext-from sheet
    try edit album.toc --title 'Other'
    try compare album.cue album.toc
} 2>&1
tone --kind noise --frames 800000 x.wav
tone --kind noise --frames 800000 y.wav
redbook sheet x.wav y.wav -o sheet.cue
try edit sheet.cue --track 2:index2=+2s 2>&1
try edit sheet.cue --track 2:title='The text is no mark' 2>&1
printf 'something else' >new.cdt
redbook author 1.wav -o new.cue -q
try edit new.cue --composer Cage 2>&1
