#!/usr/bin/env bash
redbook author --capacity 00:00:00 a.wav -o out.cue
