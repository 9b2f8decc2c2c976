#!/usr/bin/env bash
redbook author --capacity 81 a.wav -o out.cue
