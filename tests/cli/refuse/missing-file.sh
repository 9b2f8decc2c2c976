#!/usr/bin/env bash
redbook author missing.wav -o out.cue
