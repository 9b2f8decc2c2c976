#!/usr/bin/env bash
# No current date; that of the environment, or of the option, which takes precedence.
tone --kind music --sectors 400 a.wav
redbook author -q a.wav -o album.cue
redbook report -q album.cue -o none && ! grep '^Date' none/pq.txt && echo 'no date'
SOURCE_DATE_EPOCH=1795824000 redbook report -q album.cue -o epoch && grep '^Date' epoch/pq.txt
SOURCE_DATE_EPOCH=1795824000 redbook report -q album.cue -o option --date 2026-11 && grep '^Date' option/pq.txt
redbook report -q album.cue -o wrong --date yesterday
SOURCE_DATE_EPOCH=1795824000 redbook report -q album.cue -o without --date '' && ! grep '^Date' without/pq.txt && echo 'no date'
SOURCE_DATE_EPOCH=soon redbook report -q album.cue -o wrong
