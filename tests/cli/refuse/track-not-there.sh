#!/usr/bin/env bash
tone --sectors 400 a.wav
redbook author a.wav --track 2:title=Two -o out.cue
