#!/usr/bin/env bash
# Codes and flags that are given replace those of tags: what is wrong with these does not matter then.
command -v metaflac >/dev/null || { echo "metaflac is not installed"; exit 77; }
tone --kind noise --sectors 400 a.flac
metaflac --set-tag=ISRC=BAD --set-tag=BARCODE=123 --set-tag=PRE-EMPHASIS=maybe a.flac
given=(--track 1:isrc=USABC1200001 --mcn 4006381333931 --track 1:flags=none)
redbook author a.flac -o all.cue --strict "${given[@]}" && grep -E 'ISRC|CATALOG' all.cue
redbook sheet a.flac -o sheet.cue --fail-on warning "${given[@]}"; echo "exit $?"
redbook author a.flac -o none.cue --strict; echo "exit $?"
redbook author a.flac a.flac -o other.cue --strict "${given[@]}"; echo "exit $?"
