#!/usr/bin/env bash
: >in.cue
redbook author in.cue -o out.cue
