#!/usr/bin/env bash
redbook report
redbook report a.cue b.cue
redbook report --force a.cue
redbook report -o '' a.cue
redbook report -j 0 a.cue
redbook report -q -v a.cue
redbook report --profile vinyl a.cue
