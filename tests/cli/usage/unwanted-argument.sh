#!/usr/bin/env bash
redbook author --force=yes a.wav -o out.cue
