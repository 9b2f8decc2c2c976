#!/usr/bin/env bash
redbook report
redbook report a.cue b.cue
redbook report --force a.cue
redbook report -o '' a.cue
redbook report -j 0 a.cue
redbook report -q -v a.cue
redbook report --profile vinyl a.cue
for option in client label master-id engineer date; do redbook report "--$option" $'a\xff' a.cue; done
redbook report --client $'a\nb' a.cue
redbook report --engineer $'a\xe2\x80\xaeb' a.cue
for option in --client=A --label=A --master-id=A --engineer=A --date=2026-01-01 --joins=2s --no-pdf; do redbook report "$option" a.cue; done
exit 2
