#!/usr/bin/env bash
printf 'just words, no sound\n' >a.wav
redbook author a.wav -o out.cue
