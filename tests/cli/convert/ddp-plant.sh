#!/usr/bin/env bash
# What a plant refuses is refused before anything is written, both findings of the reader and of the check.
tone --kind music --level 50 --sectors 800 a.bin --format raw-le
cat >a.cue <<'CUE'
CATALOG 4006381333931
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    ISRC DEA452400001
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    ISRC DEA452400002
    INDEX 01 00:08:00
CUE
redbook convert a.cue --target ddp -o short; echo "exit $?"
sed 's/DEA452400002/DEA45240000/' a.cue >code.cue
redbook convert code.cue --target ddp -o code --json | grep -E '"(written|rule)"'; echo "exit $?"
ls -d short code 2>&1
# Forced, its errors are warnings.
redbook convert a.cue --target ddp -o short --force-delivery; echo "exit $?"
redbook convert a.cue --target ddp -o short --force-delivery; echo "exit $?"
# A good disc needs no force, and the set is replaced as a whole.
sed 's/00:08:00/00:06:00/' a.cue >good.cue
redbook convert good.cue --target ddp -o short -f --mcn '' ; echo "exit $?"
redbook check short --profile plant; echo "exit $?"
# A folder with other files.
echo hello >short/readme.txt
redbook convert good.cue --target ddp -o short -f; echo "exit $?"
redbook check short --profile plant; echo "exit $?"
rm short/readme.txt && touch short/CDTEXT.BIN
redbook convert good.cue --target ddp -o short -f; echo "exit $?"
# CD-TEXT only if it is asked for.
sed 's/^CATALOG/TITLE "Album"\n&/' good.cue >title.cue
redbook convert title.cue --target ddp -o plain --cdtext never; ls plain
redbook convert title.cue --target ddp -o text && ls text
# The CD-TEXT of the set that is replaced would be left over.
redbook convert title.cue --target ddp -o text -f --cdtext never; echo "exit $?"; ls text
# From a source, and with characters that CD-TEXT cannot encode.
redbook convert text --target ddp -o text -f; echo "exit $?"
sed 's/Album/Альбом/' title.cue >cyrillic.cue
redbook convert cyrillic.cue --target ddp -o cyrillic; echo "exit $?"
