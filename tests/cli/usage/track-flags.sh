#!/usr/bin/env bash
redbook author --track 1:flags=dcp+loud a.wav -o out.cue
