#!/usr/bin/env bash
redbook author --seed=-1 a.wav -o out.cue
