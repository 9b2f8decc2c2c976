#!/usr/bin/env bash
redbook author -v -q a.wav -o out.cue
