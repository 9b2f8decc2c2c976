#!/usr/bin/env bash
tone --sectors 400 a.wav
redbook author a.wav --mcn 4006381333932 -o out.cue
