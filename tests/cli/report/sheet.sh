#!/usr/bin/env bash
# Two tracks with a gap: the table, the sheet, the rows; written twice, the same bytes.
tone --kind music --level 80 --sectors 800 --title One a.flac
tone --kind noise --level 30 --sectors 600 --seed 2 b.flac
redbook author a.flac b.flac --gap 2s -o out.cue --title 'An Album' --performer Band --songwriter Wri --message 'Play it loud' --genre Jazz --mcn 4006381333931 --track 1:isrc=DEA452400001
redbook report out.cue -o paper --client 'A Client' --label 'A Label' --master-id M-1 --engineer 'E. Ngineer' --date 2026-11-28
cat paper/pq.txt paper/pq.csv
redbook report -q -j 1 out.cue -o again --client 'A Client' --label 'A Label' --master-id M-1 --engineer 'E. Ngineer' --date 2026-11-28
cmp paper/pq.txt again/pq.txt && cmp paper/pq.csv again/pq.csv && ls paper again
