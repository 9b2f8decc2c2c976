#!/usr/bin/env bash
# A sheet in an encoding that has to be given, and one in an encoding recognised by its content, with a file whose name has the
# bytes of that encoding.
tone --sectors 400 a.bin
sheet() { printf 'TITLE "%s"\nFILE "%s" BINARY\nTRACK 01 AUDIO\nTITLE "%s"\nINDEX 01 00:00:00\n' "$@"; }
sheet 'Dvořák' a.bin 'Š' | iconv -f UTF-8 -t ISO-8859-2 >czech.cue
redbook info --json czech.cue | grep title
redbook info --json --encoding iso-8859-2 czech.cue | grep title
name=$(printf '\352\350\355\356')
cp a.bin "$name.bin"
sheet 'Группа крови' 'кино.bin' 'Закрой за мной дверь' | iconv -f UTF-8 -t WINDOWS-1251 >russian.cue
redbook info --json russian.cue | grep -e title -e found
sheet 'Ночь' a.bin '' | iconv -f UTF-8 -t WINDOWS-1251 >short.cue
redbook info --json short.cue | grep title
redbook info --encoding ascii//translit short.cue
