#!/usr/bin/env bash
tone --sectors 400 a.wav
redbook author a.wav --track 1:isrc=DEA452400OO1 -o out.cue
