#!/usr/bin/env bash
redbook author --jobs= a.wav -o out.cue
