#!/usr/bin/env bash
redbook author --quality=better a.wav -o out.cue
