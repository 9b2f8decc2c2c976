#!/usr/bin/env bash
# The same files in every locale: the fonts of a PDF do not depend on the language of the environment.
tone --kind noise --seed 1 --sectors 600 a.bin
printf 'TITLE "直骨 A"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    TITLE "令 B"\n    INDEX 01 00:00:00\n' >a.cue
plain=(env -u LANG -u LC_ALL -u LC_CTYPE)
"${plain[@]}" redbook report -q a.cue -o one
for variable in LANG=ja_JP.UTF-8 LC_ALL=zh_TW.UTF-8 FC_LANG=ko LANGUAGE=zh_CN PANGO_LANGUAGE=ja; do
    rm -rf other
    "${plain[@]}" "$variable" redbook report -q a.cue -o other
    diff -r one other && echo "$variable: the same"
done
