#!/usr/bin/env bash
redbook compare one.cue
redbook compare a.cue b.cue c.cue
redbook compare --ignore text a.cue b.cue
redbook compare -q -v a.cue b.cue
