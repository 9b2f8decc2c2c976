#!/usr/bin/env bash
tone --sectors 400 a.wav
redbook author a.wav -o out.cue --mcn 036000291452 && grep CATALOG out.cue
