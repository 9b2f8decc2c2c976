#!/usr/bin/env bash
redbook author --jobs 0 a.wav -o out.cue
