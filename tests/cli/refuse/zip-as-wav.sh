#!/usr/bin/env bash
printf 'PK\003\004\024\000\000\000\010\000%01000d' 0 >a.wav
redbook author a.wav -o out.cue
