#!/usr/bin/env bash
redbook check
redbook check a.cue b.cue
redbook check --rules a.cue
redbook check -q -v a.cue
redbook check --profile disc a.cue
