#!/usr/bin/env bash
tone --sectors 400 --title Old --artist Nobody a.flac
tone --sectors 400 b.flac
redbook author a.flac b.flac -o out.cue --title Album --performer Band --songwriter Writer --composer Composer \
    --message Message --genre Genre --date 2026 --mcn 4006381333931 \
    --track 1:title=New --track 1:performer=Somebody --track 1:isrc=de-a45-24-00001 --track 1:flags=dcp+pre+4ch \
    --track '2:title=a=b: c' --track 2:songwriter=S --track 2:composer=C --track 2:arranger=A --track 2:message=M || exit
cat out.cue
