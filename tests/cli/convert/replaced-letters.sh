#!/usr/bin/env bash
# Letters that CD-TEXT has in another form are lost where only the packs have the text: in a CCD, and of the composer under
# cdrwin. Next to a sheet that has them they are not, with --cdtext-fallback either.
tone --sectors 375 a.bin
printf 'TITLE "A – Ω"\nFILE "a.bin" BINARY\n TRACK 01 AUDIO\n  REM COMPOSER "Ω"\n  INDEX 01 00:00:00\n' >a.cue
mkdir out
for target in portable cdrwin ccd; do
    case $target in ccd) name=out/$target.ccd ;; *) name=out/$target.cue ;; esac
    redbook convert a.cue --target $target --cdtext-fallback --strict -v -o $name >/dev/null 2>report
    echo "$target: exit $?, $(find out -name "$target.*" | wc -l) files"
    sed 's/^redbook: /  /' report
done
redbook compare a.cue out/portable.cue
# An album with an apostrophe in each text has one loss.
printf 'TITLE "Don’t"\nPERFORMER "X’s"\nFILE "a.bin" BINARY\n TRACK 01 AUDIO\n  TITLE "It’s"\n  INDEX 01 00:00:00\n' >many.cue
redbook convert --strict many.cue -o many.ccd 2>&1 || echo "exit $?"
