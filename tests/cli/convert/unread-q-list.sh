#!/usr/bin/env bash
# A list of Q that is not read is a warning, and as with one that is not valid a target that would hold it is not written without it.
sectors form1 300 3 game.bin user.bin
printf 'FILE "game.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n' >game.cue
q() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
{ q 53424900 && q 000325 01 41 01 01 00 01 27 00 00 03 25; } >list
both() {
    echo "## $1"
    redbook info "$1/game.cue" >info.txt
    for target in o.ccd o.iso; do
        redbook convert -q --strict "$1/game.cue" -o "$1/$target"
        echo "exit $?"
    done
}
for folder in outside dangling folder several; do mkdir $folder && cp game.* $folder; done
ln -s "$PWD/list" outside/game.sbi
ln -s nowhere dangling/game.LSD
mkdir folder/game.sbi
cp list several/GAME.SBI && cp list several/Game.sbi
for folder in outside dangling folder several; do both $folder 2>&1; done
# Read with --any-path, and where another list is read.
redbook convert -q --strict --any-path outside/game.cue -o any.ccd && redbook convert -q any.ccd -o any.sbi && cmp any.sbi list
cp list dangling/game.sbi && redbook convert -q --strict dangling/game.cue -o other.ccd
echo "exit $?"
