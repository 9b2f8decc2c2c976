# shellcheck shell=bash
# Authoring an image gives the same image.
tone --kind noise --seed 32 --frames 300001 1.wav
tone --kind noise --seed 33 --frames 300001 2.wav
"$B/redbook" author --quiet --gap 00:02:00 --track 1:isrc=USRC17607839 --track '2:title=Two' --mcn 4006381333931 1.wav 2.wav -o first.cue
author first.cue
cmp first.bin album.bin
diff <(sed s/first.bin/album.bin/ first.cue) album.cue
