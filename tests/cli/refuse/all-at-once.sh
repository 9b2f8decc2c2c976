#!/usr/bin/env bash
# Every reason is reported in one run.
tone --sectors 200 a.wav
tone --sectors 900 b.wav
redbook author a.wav b.wav --capacity '1000 sectors' --mcn 123 --track 1:isrc=x --track 9:title=x -o out.cue
