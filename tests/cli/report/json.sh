#!/usr/bin/env bash
tone --kind music --level 50 --sectors 800 a.wav
redbook author -q a.wav -o out.cue
redbook report --json out.cue -o paper
