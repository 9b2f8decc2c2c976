# shellcheck shell=bash
# A DDP delivery: audio before track 1, a pregap, a third index, codes, flags, texts in two languages; and converted back.
tone --kind noise --seed 61 --sectors 1200 one.wav
tone --kind noise --seed 62 --sectors 900 two.flac
tone --kind noise --seed 63 --sectors 777 three.wav
printf 'Input Sheet Version = 0.7T\nAlbum Title = 夜の猫\nTrack 01 Title = 一\nTrack 02 Title = 二\nTrack 03 Title = 三\n' >ja.txt
author one.wav two.flac three.wav --gap 2s,0 --title 'Night Cats' --performer Art --mcn 4006381333931 \
    --track 1:title=One --track 2:title=Two --track 3:title=Three --track 1:isrc=DEA452400001 --track 2:isrc=DEA452400002 \
    --track 3:isrc=DEA452400003 --track 2:flags=dcp --cdtext-language ja=ja.txt
"$B/redbook" edit --quiet album.cue --track 1:index1=00:03:00 --track 2:index2=+5s 2>/dev/null
"$B/redbook" convert --quiet album.cue -o delivery --target ddp --master-id CAT-061
"$B/redbook" check --quiet --profile plant --fail-on error delivery
"$B/redbook" convert --quiet delivery -o back.cue
"$B/redbook" compare --quiet album.cue back.cue
cmp album.bin back.bin
