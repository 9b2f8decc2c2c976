#!/usr/bin/env bash
redbook author --seed 12x a.wav -o out.cue
