#!/usr/bin/env bash
# Findings in excess of those that are listed are counted, in JSON too, for two lists as for one.
tone --kind noise --seed 1 --sectors 400 a.bin
{
    yes 'BAD' | head -n 10050
    printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n'
} >a.cue
for line in "convert -q a.cue -o out.cue" "info -q a.cue"; do
    # shellcheck disable=SC2086 # words
    redbook $line --json >said.json
    python3 -c '
import json
said = json.load(open("said.json"))
print(len(said["findings"]) + len(said.get("losses", [])), said["findings_omitted"])'
done
