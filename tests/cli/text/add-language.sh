#!/usr/bin/env bash
# A second language from an input sheet, a third from a disc's sheet: each block in its own character set.
cat >en.cue <<'END'
TITLE "Night Cats"
PERFORMER "Art"
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    TITLE "One"
    ISRC DEA452400001
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Two"
    INDEX 01 00:05:00
END
cat >ja.txt <<'END'
Input Sheet Version = 0.7T
Text Code = 8859
Language Code = English
Album Title = 夜の猫
Artist Name = アート
First Track Number = 1
Last Track Number = 2
Track 01 Title = 一
Track 02 Title = 二 (Live)
ISRC 01 = DEA452400009
END
sed 's/Night Cats/Katzen der Nacht/; s/One/Eins für alle/; s/Two/Zwei/; /ISRC/d' en.cue >de.cue
sed 's/Album Title = .*/Album Title = Ночные коты/' ja.txt >ru.txt
sed 's/Last Track Number = 2/Last Track Number = 3\nTrack 03 Title = 三/' ja.txt >long.txt
printf 'nothing\n' >none.txt
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
{
    try text en.cue --add ja=ja.txt --add German=de.cue -o album.cdt
    try text album.cdt
    try text album.cdt --add ja=ja.txt
    try text en.cue --add ru=ru.txt -o ru.cdt
    try text en.cue --add ja=long.txt -o long.cdt
    try text en.cue --add fr=none.txt
    try text en.cue --add fr=album.cdt -o fr.cdt
    try text en.cue --add 0x69=album.cdt -o same.cdt
    try text en.cue --add ja=missing.txt
    try text en.cue --add klingon=ja.txt
    try text en.cue --add ja=
    try text en.cue --add ja=ja.txt --add Japanese=de.cue
} 2>&1
ls
