#!/usr/bin/env bash
# The rule of an image made from a DDP fileset has every file of it that is read: CD-TEXT, and what states checksums, if it is there.
tone --sectors 400 a.wav
printf 'TITLE "One"\nFILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    TITLE "Two"\n    INDEX 01 00:00:00\n' >a.cue
redbook convert -q --target ddp a.cue -o set
author() { redbook author -q -f set -o out.cue --depfile out.d && tr -d '\\' <out.d | xargs printf '%s\n'; }
author >all.txt && cat all.txt
diff <(sed -n 's/^set.//p' all.txt | LC_ALL=C sort) <(cd set && LC_ALL=C ls) && echo "all that it has"
rm set/CHECKSUM.TXT && touch set/other.bin
author
rm set/CHECKSUM.MD5
author
