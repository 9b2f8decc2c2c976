#!/usr/bin/env bash
# 450 + 150 + 450 sectors: one more than there is room for.
tone --sectors 450 a.wav
redbook author a.wav a.wav --gap 2s --capacity '1049 sectors' -o out.cue
